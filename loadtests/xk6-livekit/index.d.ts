/** Types of the k6 extension `k6/x/livekit` (README.md says what each metric means). Durations are Go's: `15s`, `250ms`. */
declare module 'k6/x/livekit' {
  /** What a participant receives. All sound always comes, but for `none`. */
  export type Subscription = 'all' | 'none' | 'page' | 'speaker';
  export type Quality = 'low' | 'medium' | 'high';

  export interface ConnectOptions {
    /** Until media can flow; `15s`. */
    timeout?: string;
    /** `all` */
    subscribe?: Subscription;
    /** Videos on one page of the grid; 9. */
    pageSize?: number;
    /** From 0. */
    page?: number;
    /** The layer asked for of videos in several; `high`. */
    quality?: Quality;
    /** Becomes the tag `role` of every sample. */
    role?: string;
    tags?: Record<string, string>;
  }

  export interface VideoOptions {
    codec?: 'vp8' | 'h264';
    source?: 'camera' | 'screen_share';
    name?: string;
    width?: number;
    height?: number;
    fps?: number;
    /** bit/s of the highest layer; 1,700,000 */
    bitrate?: number;
    /** Three layers instead of one. */
    simulcast?: boolean;
  }

  export interface AudioOptions {
    /** bit/s; 32,000 */
    bitrate?: number;
    /** Sends, but is heard as silence by whoever looks for active speakers. */
    silent?: boolean;
  }

  export interface DataOptions {
    topic?: string;
    /** true */
    reliable?: boolean;
  }

  export interface Track {
    readonly sid: string;
    mute(): void;
    unmute(): void;
    unpublish(): void;
  }

  export interface Stats {
    packets: number;
    bytes: number;
    lost: number;
    videoFrames: number;
    freezes: number;
    dataReceived: number;
    participants: number;
    subscribedTracks: number;
    subscribedVideos: number;
    disconnectReason: string;
    reconnects: number;
  }

  export interface Room {
    publishVideo(options?: VideoOptions): Track;
    publishAudio(options?: AudioOptions): Track;
    setSubscription(policy: Subscription, options?: { page?: number; pageSize?: number; quality?: Quality }): void;
    sendData(data: string | ArrayBuffer, options?: DataOptions): void;
    /** Lets media flow; ends early when the room was closed (`disconnected`) or the virtual user's time is up (`ended`). */
    hold(duration: string): 'time' | 'disconnected' | 'ended';
    /** Drops the signalling connection and comes back; whether that worked within 15 s. */
    reconnect(): boolean;
    leave(): void;
    stats(): Stats;
  }

  export interface TokenOptions {
    apiKey: string;
    apiSecret: string;
    room: string;
    identity: string;
    name?: string;
    canPublish?: boolean;
    canSubscribe?: boolean;
    canPublishData?: boolean;
    /** `10m` */
    ttl?: string;
  }

  const livekit: {
    /** Joins a room. Throws where that fails, after it was counted in `livekit_join_ok`. */
    connect(url: string, token: string, options?: ConnectOptions): Room;
    token(options: TokenOptions): string;
  };
  export default livekit;
}
