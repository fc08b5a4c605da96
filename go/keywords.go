package reeve

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"time"
	"unicode/utf8"
)

func checkRef(rule, value any, path string, _ schema) error {
	return check(schemaOf(rule.(string)), value, path)
}

func typeOf(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case schema:
		return "object"
	default:
		number, err := value.(json.Number).Float64()
		if err == nil && number == math.Trunc(number) {
			return "integer"
		}
		return "number"
	}
}

func list(rule any) []any {
	if many, isList := rule.([]any); isList {
		return many
	}
	return []any{rule}
}

func checkType(rule, value any, path string, _ schema) error {
	kind := typeOf(value)
	for _, allowed := range list(rule) {
		if allowed == kind || allowed == "number" && kind == "integer" {
			return nil
		}
	}
	return fault(path, "must be of type %v, not %s", rule, kind)
}

func checkConst(rule, value any, path string, _ schema) error {
	if reflect.DeepEqual(rule, value) {
		return nil
	}
	return fault(path, "must be %v", rule)
}

func checkEnum(rule, value any, path string, _ schema) error {
	for _, allowed := range list(rule) {
		if reflect.DeepEqual(allowed, value) {
			return nil
		}
	}
	return fault(path, "must be one of %v", rule)
}

func checkRequired(rule, value any, path string, _ schema) error {
	fields, isObject := value.(schema)
	for _, name := range list(rule) {
		if _, there := fields[name.(string)]; isObject && !there {
			return fault(path, "must have %v", name)
		}
	}
	return nil
}

func checkProperties(rule, value any, path string, _ schema) error {
	fields, _ := value.(schema)
	for name, field := range fields {
		node, named := rule.(schema)[name]
		if !named {
			continue
		}
		if err := check(node, field, path+"/"+name); err != nil {
			return err
		}
	}
	return nil
}

func checkOthers(rule, value any, path string, rules schema) error {
	named, _ := rules["properties"].(schema)
	fields, _ := value.(schema)
	for name, field := range fields {
		if _, known := named[name]; known {
			continue
		}
		if err := check(rule, field, path+"/"+name); err != nil {
			return err
		}
	}
	return nil
}

func checkNames(rule, value any, path string, _ schema) error {
	fields, _ := value.(schema)
	for name := range fields {
		if err := check(rule, name, path+"/"+name); err != nil {
			return err
		}
	}
	return nil
}

func checkItems(rule, value any, path string, _ schema) error {
	items, _ := value.([]any)
	for index, item := range items {
		if err := check(rule, item, fmt.Sprintf("%s/%d", path, index)); err != nil {
			return err
		}
	}
	return nil
}

func number(value any) float64 {
	written, isNumber := value.(json.Number)
	if !isNumber {
		return math.NaN()
	}
	found, err := written.Float64()
	if err != nil {
		return math.Inf(1)
	}
	return found
}

// Of arrays by their items, of texts by their letters; each keyword is about one of the two.
func checkLength(_, value any, path string, rules schema) error {
	items, isArray := value.([]any)
	text, isText := value.(string)
	letters := utf8.RuneCountInString(text)
	switch {
	case isArray && float64(len(items)) < number(rules["minItems"]):
		return fault(path, "must have at least %v items", rules["minItems"])
	case isArray && float64(len(items)) > number(rules["maxItems"]):
		return fault(path, "must have at most %v items", rules["maxItems"])
	case isText && float64(letters) < number(rules["minLength"]):
		return fault(path, "must have at least %v letters", rules["minLength"])
	}
	return nil
}

func checkUnique(rule, value any, path string, _ schema) error {
	items, _ := value.([]any)
	for index, item := range items {
		for _, other := range items[:index] {
			if rule == true && reflect.DeepEqual(item, other) {
				return fault(path, "must not have %v twice", item)
			}
		}
	}
	return nil
}

func checkRange(_, value any, path string, rules schema) error {
	found := number(value)
	if found < number(rules["minimum"]) || found > number(rules["maximum"]) {
		return fault(path, "is out of range: %v", value)
	}
	return nil
}

func checkPattern(rule, value any, path string, _ schema) error {
	text, isText := value.(string)
	if !isText || matches(rule.(string), text) {
		return nil
	}
	return fault(path, "must match %v", rule)
}

func checkFormat(rule, value any, path string, _ schema) error {
	text, isText := value.(string)
	if !isText || rule != "date-time" {
		return nil
	}
	if _, err := time.Parse(time.RFC3339Nano, text); err != nil {
		return fault(path, "must be a time by RFC 3339")
	}
	return nil
}

func checkAll(rule, value any, path string, _ schema) error {
	for _, node := range list(rule) {
		if err := check(node, value, path); err != nil {
			return err
		}
	}
	return nil
}

func countValid(rule, value any, path string) (count int, last error) {
	for _, node := range list(rule) {
		if err := check(node, value, path); err != nil {
			last = err
		} else {
			count++
		}
	}
	return count, last
}

func checkAny(rule, value any, path string, _ schema) error {
	count, last := countValid(rule, value, path)
	if count > 0 {
		return nil
	}
	return last
}

func checkOne(rule, value any, path string, _ schema) error {
	count, last := countValid(rule, value, path)
	if count == 1 {
		return nil
	}
	if count > 1 {
		return fault(path, "must be one thing, not several")
	}
	return last
}

func checkCondition(rule, value any, path string, rules schema) error {
	branch := "then"
	if check(rule, value, path) != nil {
		branch = "else"
	}
	node, there := rules[branch]
	if !there {
		return nil
	}
	return check(node, value, path)
}
