package livekit

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/lib"
	k6metrics "go.k6.io/k6/v2/metrics"
)

// virtualUser runs lines of a script as k6 does, with this module as `livekit`, and keeps the samples that it gave.
type virtualUser struct {
	modules.VU // the rest is not asked for
	t          *testing.T
	runtime    *sobek.Runtime
	context    context.Context
	end        context.CancelFunc
	init       *common.InitEnvironment
	state      *lib.State
	output     chan k6metrics.SampleContainer
	drained    sync.WaitGroup

	mu      sync.Mutex
	samples []k6metrics.Sample
}

func (v *virtualUser) Context() context.Context         { return v.context }
func (v *virtualUser) InitEnv() *common.InitEnvironment { return v.init }
func (v *virtualUser) State() *lib.State                { return v.state }
func (v *virtualUser) Runtime() *sobek.Runtime          { return v.runtime }

func newVirtualUser(t *testing.T) *virtualUser {
	t.Helper()
	registry := k6metrics.NewRegistry()
	v := &virtualUser{
		t: t, runtime: sobek.New(), output: make(chan k6metrics.SampleContainer, 100),
		init: &common.InitEnvironment{TestPreInitState: &lib.TestPreInitState{Registry: registry}},
	}
	v.context, v.end = context.WithCancel(context.Background())
	v.runtime.SetFieldNameMapper(common.FieldNameMapper{})
	exports := new(rootModule).NewModuleInstance(v).Exports()
	if err := v.runtime.Set("livekit", exports.Default); err != nil {
		t.Fatal(err)
	}
	v.state = &lib.State{Samples: v.output, Tags: lib.NewVUStateTags(registry.RootTagSet().With("scenario", "a-test"))}
	v.drained.Add(1)
	go func() {
		defer v.drained.Done()
		for container := range v.output {
			v.mu.Lock()
			v.samples = append(v.samples, container.GetSamples()...)
			v.mu.Unlock()
		}
	}()
	t.Cleanup(v.end)
	return v
}

// join lets the user into a room under a name, as `room` of its script.
func (v *virtualUser) join(server *liveServer, room, identity, options string) {
	v.t.Helper()
	v.do(`var room = livekit.connect(%q, livekit.token({ apiKey: %q, apiSecret: %q, room: %q, identity: %q }), %s);
		undefined`, server.url(), testKey, testSecret, room, identity, options)
	v.t.Cleanup(func() { v.do(`room.leave()`) })
}

// do runs lines of script that must not throw, and answers with the last one's value.
func (v *virtualUser) do(script string, arguments ...any) any {
	v.t.Helper()
	value, err := v.runtime.RunString(fmt.Sprintf(script, arguments...))
	if err != nil {
		v.t.Fatalf("%s: %v", script, err)
	}
	return value.Export()
}

// throws answers with what lines of script threw.
func (v *virtualUser) throws(script string, arguments ...any) string {
	v.t.Helper()
	if _, err := v.runtime.RunString(fmt.Sprintf(script, arguments...)); err != nil {
		return err.Error()
	}
	v.t.Fatalf("%s: threw nothing", script)
	return ""
}

func (v *virtualUser) stat(name string) int64 {
	v.t.Helper()
	switch value := v.do(`room.stats().%s`, name).(type) {
	case int64:
		return value
	default:
		v.t.Fatalf("stats().%s is %v", name, value)
		return 0
	}
}

// values answers with what was recorded under a metric's name, of samples that carry all of the tags (pairs).
func (v *virtualUser) values(metric string, tags ...string) (found []float64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, sample := range v.samples {
		isWanted := sample.Metric.Name == metric
		for i := 0; i+1 < len(tags); i += 2 {
			value, _ := sample.Tags.Get(tags[i])
			isWanted = isWanted && value == tags[i+1]
		}
		if isWanted {
			found = append(found, sample.Value)
		}
	}
	return found
}

func (v *virtualUser) sum(metric string, tags ...string) (sum float64) {
	for _, value := range v.values(metric, tags...) {
		sum += value
	}
	return sum
}

// awaitStat waits until a statistic is what it should be.
func (v *virtualUser) awaitStat(name string, within time.Duration, isRight func(int64) bool) {
	v.t.Helper()
	eventually(v.t, within, func() (bool, string) {
		value := v.stat(name)
		return isRight(value), fmt.Sprintf("%s is %d", name, value)
	})
}

func is(wanted int64) func(int64) bool      { return func(value int64) bool { return value == wanted } }
func moreThan(bound int64) func(int64) bool { return func(value int64) bool { return value > bound } }
