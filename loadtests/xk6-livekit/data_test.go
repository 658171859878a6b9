package livekit

import (
	"fmt"
	"slices"
	"testing"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
)

func TestDataArrivesWithItsDelay(t *testing.T) {
	server := startServer(t)
	sender, receiver := newVirtualUser(t), newVirtualUser(t)
	sender.join(server, "data", "sender", `{}`)
	receiver.join(server, "data", "receiver", `{}`)
	receiver.do(`room.hold('1s')`) // a joined participant's data channels open a moment later; see README.md
	sender.do(`for (let i = 0; i < 10; i++) room.sendData('message ' + i, { topic: 'chat' })`)
	sender.do(`room.sendData(new Uint8Array([1, 2, 3]).buffer, { reliable: false })`)
	sender.do(`room.sendData('as it is', { stamp: false })`)
	receiver.awaitStat("dataReceived", 5*time.Second, is(12))
	sender.do(`room.leave()`)
	receiver.do(`room.leave()`)
	eventually(t, time.Second, func() (bool, string) {
		sent, received := sender.sum("livekit_data_sent"), receiver.sum("livekit_data_received")
		return sent == 12 && received == 12, fmt.Sprintf("livekit_data_sent %v, livekit_data_received %v; want 12 and 12", sent, received)
	})
	delays := receiver.values("livekit_data_delay")
	if len(delays) != 11 || slices.Min(delays) < 0 || slices.Max(delays) > 2000 {
		t.Errorf("delays %v; want 11 of up to 2 s", delays)
	}
	if text := sender.throws(`room.sendData({ an: 'object' })`); text == "" {
		t.Error("an object was sent")
	}
}

func TestDelaysOfAFloodAreSampled(t *testing.T) {
	user := newVirtualUser(t)
	user.do(`var made = livekit`)
	o, err := readConnectOptions(nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &module{vu: user, metrics: registerInstruments(user.init.Registry)}
	r := m.newRoom(newRecorder(user.output, user.state.Tags.GetCurrentValues().Tags), o)
	message := make([]byte, 100)
	putStamp(message, time.Now())
	for range 1000 {
		r.receiveData(lksdk.UserData(message), lksdk.DataReceiveParams{})
	}
	r.collectData()
	r.record.handIn()
	eventually(t, time.Second, func() (bool, string) {
		delays, count := len(user.values("livekit_data_delay")), user.sum("livekit_data_received")
		return delays == maxDataDelays && count == 1000, fmt.Sprintf("%d delays of %v messages", delays, count)
	})
}
