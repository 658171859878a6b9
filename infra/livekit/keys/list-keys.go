//go:build ignore

// Lists every key that a LiveKit configuration may have, as livekit-<version>.json beside this file, from LiveKit's own structs.
// For another version: put it into its sources as cmd/keys/main.go, without the first line, and run `go run ./cmd/keys` there.
// tests: src/keys.integration.test.ts asks the server itself.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	"github.com/livekit/livekit-server/pkg/config"
)

// kindOf says table (an object), list (an array of one element), a table of any names ("*"), or what kind of value it is.
func kindOf(t reflect.Type) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.String() {
	case "rtcconfig.PortRange", "rtcconfig.NodeIP", "time.Duration":
		return "text" // structs and numbers that are written as one word
	case "livekit.RoomConfiguration":
		return "any"
	}
	switch t.Kind() {
	case reflect.Struct:
		table := map[string]any{}
		addFields(t, table)
		return table
	case reflect.Slice:
		return []any{kindOf(t.Elem())}
	case reflect.Map:
		return map[string]any{"*": kindOf(t.Elem())}
	case reflect.Bool:
		return "flag"
	case reflect.String:
		return "text"
	}
	return "number"
}

func addFields(t reflect.Type, table map[string]any) {
	for field := range fieldsOf(t) {
		name, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if name == "-" || !field.IsExported() {
			continue
		}
		if strings.Contains(options, "inline") {
			addFields(field.Type, table)
			continue
		}
		if name == "" {
			panic("no name for " + field.Name)
		}
		table[name] = kindOf(field.Type)
	}
}

func fieldsOf(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

func main() {
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(kindOf(reflect.TypeOf(config.Config{}))); err != nil {
		panic(err)
	}
}
