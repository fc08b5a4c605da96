module look

go 1.19

require reeve v0.0.0

replace reeve => ../../../../go
