// Command k6 is k6 with the extension k6/x/livekit in it. The binary is under k6's licence, AGPL-3.0; see README.md.
package main

import (
	k6 "go.k6.io/k6/v2/cmd"

	_ "github.com/sabha/xk6-livekit"
)

func main() { k6.Execute() }
