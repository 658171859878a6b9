package livekit

import (
	"time"

	k6metrics "go.k6.io/k6/v2/metrics"
)

// instruments are the extension's metrics; README.md documents each.
type instruments struct {
	joinOK, reconnectOK                                 *k6metrics.Metric
	joinDuration, firstMediaDuration, reconnectDuration *k6metrics.Metric
	packetsReceived, packetsLost, packetsSent           *k6metrics.Metric
	bytesReceived, bytesSent                            *k6metrics.Metric
	loss                                                *k6metrics.Metric
	framesReceived, freezes, audioGaps, silence         *k6metrics.Metric
	frameDelay, videoBitrate                            *k6metrics.Metric
	dataSent, dataReceived, dataDelay                   *k6metrics.Metric
	reconnects, disconnects                             *k6metrics.Metric
	participants                                        *k6metrics.Metric
}

func registerInstruments(registry *k6metrics.Registry) *instruments {
	counter := func(name string, contains ...k6metrics.ValueType) *k6metrics.Metric {
		return registry.MustNewMetric(name, k6metrics.Counter, contains...)
	}
	millis := func(name string) *k6metrics.Metric {
		return registry.MustNewMetric(name, k6metrics.Trend, k6metrics.Time)
	}
	return &instruments{
		joinOK:             registry.MustNewMetric("livekit_join_ok", k6metrics.Rate),
		joinDuration:       millis("livekit_join_duration"),
		firstMediaDuration: millis("livekit_first_media_duration"),
		packetsReceived:    counter("livekit_packets_received"),
		packetsLost:        counter("livekit_packets_lost"),
		packetsSent:        counter("livekit_packets_sent"),
		bytesReceived:      counter("livekit_bytes_received", k6metrics.Data),
		bytesSent:          counter("livekit_bytes_sent", k6metrics.Data),
		loss:               registry.MustNewMetric("livekit_loss", k6metrics.Trend),
		framesReceived:     counter("livekit_frames_received"),
		freezes:            counter("livekit_freezes"),
		audioGaps:          counter("livekit_audio_gaps"),
		silence:            counter("livekit_silence"),
		frameDelay:         millis("livekit_frame_delay"),
		videoBitrate:       registry.MustNewMetric("livekit_video_bitrate", k6metrics.Trend),
		dataSent:           counter("livekit_data_sent"),
		dataReceived:       counter("livekit_data_received"),
		dataDelay:          millis("livekit_data_delay"),
		reconnects:         counter("livekit_reconnects"),
		reconnectOK:        registry.MustNewMetric("livekit_reconnect_ok", k6metrics.Rate),
		reconnectDuration:  millis("livekit_reconnect_duration"),
		disconnects:        counter("livekit_disconnects"),
		participants:       registry.MustNewMetric("livekit_participants", k6metrics.Gauge),
	}
}

// recorder hands samples to k6 under the tags that the virtual user had when it connected.
type recorder struct {
	instruments *instruments
	tags        *k6metrics.TagSet
	push        func(k6metrics.SampleContainer)
}

// add records one value; tags are pairs of name and value.
func (r *recorder) add(metric *k6metrics.Metric, value float64, tags ...string) {
	set := r.tags
	for i := 0; i+1 < len(tags); i += 2 {
		set = set.With(tags[i], tags[i+1])
	}
	r.push(k6metrics.Sample{
		TimeSeries: k6metrics.TimeSeries{Metric: metric, Tags: set},
		Time:       time.Now(),
		Value:      value,
	})
}

// count records what came since the last time, and nothing where nothing came.
func (r *recorder) count(metric *k6metrics.Metric, value uint64, tags ...string) {
	if value > 0 {
		r.add(metric, float64(value), tags...)
	}
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
