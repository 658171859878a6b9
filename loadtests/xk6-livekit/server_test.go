package livekit

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	protocol "github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
)

const (
	testKey    = "devkey"
	testSecret = "a-secret-of-at-least-thirty-two-characters"
)

// liveServer is a livekit-server of this test's own, on free ports of loopback.
type liveServer struct{ host string }

// startServer skips the test where LIVEKIT_SERVER_BINARY names no livekit-server.
func startServer(t *testing.T) *liveServer {
	t.Helper()
	binary := os.Getenv("LIVEKIT_SERVER_BINARY")
	if binary == "" {
		t.Skip("LIVEKIT_SERVER_BINARY is not set: name a livekit-server 1.13 binary to run the tests against a real server")
	}
	signal, media, turn := freePort(t, "tcp"), freePort(t, "udp"), freePort(t, "udp")
	folder := t.TempDir()
	config := filepath.Join(folder, "livekit.yaml")
	// Its own TURN server answers STUN, too: without one, clients are told of public STUN servers.
	text := fmt.Sprintf(`port: %d
bind_addresses: [127.0.0.1]
rtc:
  udp_port: %d
  tcp_port: 0
  node_ip: 127.0.0.1
  use_external_ip: false
  enable_loopback_candidate: true
  interfaces: { includes: [lo] }
  stun_servers: ["127.0.0.1:%d"]
turn: { enabled: true, udp_port: %d, bind_addresses: [127.0.0.1], relay_range_start: 40000, relay_range_end: 40100 }
keys: { %s: %s }
logging: { level: warn, pion_level: error }
`, signal, media, turn, turn, testKey, testSecret)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	log, err := os.Create(filepath.Join(folder, "livekit.log"))
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(binary, "--config", config)
	command.Stdout, command.Stderr = log, log
	if err := command.Start(); err != nil {
		t.Fatalf("LIVEKIT_SERVER_BINARY: %v", err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		_ = log.Close()
		if text, err := os.ReadFile(log.Name()); err == nil && t.Failed() {
			t.Logf("livekit-server said: %s", text[max(0, len(text)-4000):])
		}
	})
	server := &liveServer{host: fmt.Sprintf("127.0.0.1:%d", signal)}
	eventually(t, 20*time.Second, func() (bool, string) {
		answer, err := http.Get("http://" + server.host)
		if err != nil {
			return false, err.Error()
		}
		defer answer.Body.Close()
		return answer.StatusCode == http.StatusOK, answer.Status
	})
	return server
}

func (s *liveServer) url() string { return "ws://" + s.host }

func (s *liveServer) rooms() *lksdk.RoomServiceClient {
	return lksdk.NewRoomServiceClient("http://"+s.host, testKey, testSecret)
}

// isMuted says what the server knows of a track.
func (s *liveServer) isMuted(t *testing.T, room, sid string) bool {
	t.Helper()
	answer, err := s.rooms().ListParticipants(context.Background(), &protocol.ListParticipantsRequest{Room: room})
	if err != nil {
		t.Fatal(err)
	}
	for _, participant := range answer.Participants {
		for _, track := range participant.Tracks {
			if track.Sid == sid {
				return track.Muted
			}
		}
	}
	t.Fatalf("the server knows of no track %s", sid)
	return false
}

func freePort(t *testing.T, network string) int {
	t.Helper()
	if network == "udp" {
		conn, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		return conn.LocalAddr().(*net.UDPAddr).Port
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// eventually polls until something holds, and fails with what stood in the way when time is up.
func eventually(t *testing.T, within time.Duration, holds func() (bool, string)) {
	t.Helper()
	deadline := time.Now().Add(within)
	for {
		ok, why := holds()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", within, why)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
