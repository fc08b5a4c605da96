package reeve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
)

// Record is any of the structs that are made from the schemas, and ProcessRef.
type Record interface {
	SchemaName() string
}

const urn = "urn:reeve:schema:v1:"

// Decode reads a record as strictly as its schema has it: what the schema refuses, such as a key that it does not know, is
// an error. Use it for what others wrote; encoding/json alone is enough for what you wrote yourself.
func Decode[T Record](text []byte) (T, error) {
	var record T
	value, err := parse(text)
	if err != nil {
		return record, fmt.Errorf("reeve: no %s: %w", record.SchemaName(), err)
	}
	if err := check(schemaOf(urn+record.SchemaName()), value, ""); err != nil {
		return record, fmt.Errorf("reeve: no valid %s: %w", record.SchemaName(), err)
	}
	return record, json.Unmarshal(text, &record)
}

// One value, with its numbers as they are written.
func parse(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("something stands behind its end")
	}
	return value, nil
}

type schema = map[string]any

var (
	schemasMutex sync.Mutex
	parsed       = map[string]any{}
	patterns     = map[string]*regexp.Regexp{}
)

// The schema of this name, or the part of one that it points to ("...#/properties/survivors").
func schemaOf(name string) any {
	schemasMutex.Lock()
	defer schemasMutex.Unlock()
	whole, pointer, _ := strings.Cut(name, "#/")
	if parsed[whole] == nil {
		parsed[whole], _ = parse([]byte(schemaTexts[whole]))
	}
	part := parsed[whole]
	for _, key := range strings.Split(pointer, "/") {
		if fields, inside := part.(schema); inside && key != "" {
			part = fields[key]
		}
	}
	return part
}

func matches(pattern, text string) bool {
	schemasMutex.Lock()
	defer schemasMutex.Unlock()
	if patterns[pattern] == nil {
		patterns[pattern] = regexp.MustCompile(pattern)
	}
	return patterns[pattern].MatchString(text)
}

// The keywords that our schemas use; TestKeywords holds that they are all. nil: valid.
func check(node, value any, path string) error {
	rules, isObject := node.(schema)
	if !isObject {
		if node == false {
			return fault(path, "is not allowed")
		}
		return nil
	}
	for keyword, rule := range rules {
		apply, known := keywords[keyword]
		if !known {
			continue
		}
		if err := apply(rule, value, path, rules); err != nil {
			return err
		}
	}
	return nil
}

func fault(path, format string, values ...any) error {
	if path == "" {
		path = "/"
	}
	return fmt.Errorf("%s "+format, append([]any{path}, values...)...)
}

type keyword func(rule, value any, path string, rules schema) error

var keywords map[string]keyword

// What only describes.
var remarks = map[string]bool{"$schema": true, "$id": true, "title": true, "description": true, "then": true, "else": true}

func init() {
	keywords = map[string]keyword{
		"$ref":                 checkRef,
		"type":                 checkType,
		"const":                checkConst,
		"enum":                 checkEnum,
		"required":             checkRequired,
		"properties":           checkProperties,
		"additionalProperties": checkOthers,
		"propertyNames":        checkNames,
		"items":                checkItems,
		"minItems":             checkLength,
		"maxItems":             checkLength,
		"minLength":            checkLength,
		"uniqueItems":          checkUnique,
		"minimum":              checkRange,
		"maximum":              checkRange,
		"pattern":              checkPattern,
		"format":               checkFormat,
		"allOf":                checkAll,
		"anyOf":                checkAny,
		"oneOf":                checkOne,
		"if":                   checkCondition,
	}
}
