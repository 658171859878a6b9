package livekit

import k6metrics "go.k6.io/k6/v2/metrics"

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
	rate := func(name string) *k6metrics.Metric { return registry.MustNewMetric(name, k6metrics.Rate) }
	milliseconds := func(name string) *k6metrics.Metric {
		return registry.MustNewMetric(name, k6metrics.Trend, k6metrics.Time)
	}
	return &instruments{
		joinOK:             rate("livekit_join_ok"),
		joinDuration:       milliseconds("livekit_join_duration"),
		firstMediaDuration: milliseconds("livekit_first_media_duration"),
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
		frameDelay:         milliseconds("livekit_frame_delay"),
		videoBitrate:       registry.MustNewMetric("livekit_video_bitrate", k6metrics.Trend),
		dataSent:           counter("livekit_data_sent"),
		dataReceived:       counter("livekit_data_received"),
		dataDelay:          milliseconds("livekit_data_delay"),
		reconnects:         counter("livekit_reconnects"),
		reconnectOK:        rate("livekit_reconnect_ok"),
		reconnectDuration:  milliseconds("livekit_reconnect_duration"),
		disconnects:        counter("livekit_disconnects"),
		participants:       registry.MustNewMetric("livekit_participants", k6metrics.Gauge),
	}
}
