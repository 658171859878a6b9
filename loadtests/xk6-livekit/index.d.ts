/** Types of the k6 extension `k6/x/livekit`. README.md says what each metric means. Durations are Go's: `15s`, `250ms`. */
declare module 'k6/x/livekit' {
  /**
   * What a participant receives. All sound always comes, but for `none`.
   * - `all`: every video
   * - `page`: one page of a grid, ordered by the participants' identities
   * - `speaker`: the videos of whoever speaks, or spoke last; of the first in order until somebody speaks
   */
  export type Subscription = 'all' | 'none' | 'page' | 'speaker';

  /** The simulcast layer asked for. A video in one layer comes as it is. */
  export type Quality = 'low' | 'medium' | 'high';

  export interface ViewOptions {
    /** From 0; 0 */
    page?: number;
    /** Videos on one page; 9 */
    pageSize?: number;
    /** Asked of each video; `high` */
    quality?: Quality;
  }

  export interface ConnectOptions extends ViewOptions {
    /** For joining, and for each reconnect; `15s` */
    timeout?: string;
    /** `all` */
    subscribe?: Subscription;
    /** Becomes the tag `role` of every sample of this room. */
    role?: string;
    /** Tags of every sample of this room. */
    tags?: Record<string, string>;
    /** Whether `livekit_frame_delay` is recorded; `all` */
    latencyOf?: 'all' | 'none';
  }

  export interface VideoOptions {
    /** `vp8`; `vp9` comes in one layer only */
    codec?: 'vp8' | 'h264' | 'vp9';
    /** `camera` */
    source?: 'camera' | 'screen_share';
    name?: string;
    /** 1280 */
    width?: number;
    /** 720 */
    height?: number;
    /** 1 to 60; 30 */
    fps?: number;
    /** bit/s of the payload, of the highest layer; 1,700,000 at 1280x720 and in proportion to the pixels of other sizes */
    bitrate?: number;
    /** Three layers: a quarter, a half and the whole of width and height, at 160, 450 and 1700 parts of 1700 of `bitrate`; false */
    simulcast?: boolean;
  }

  export interface AudioOptions {
    name?: string;
    /** bit/s of the payload; 32,000 */
    bitrate?: number;
    /** Announces discontinuous transmission; with `silent`, one packet is sent every 400 ms. false */
    dtx?: boolean;
    /** Packets whose level says silence: nobody is taken to speak. false */
    silent?: boolean;
  }

  export interface DataOptions {
    topic?: string;
    /** true */
    reliable?: boolean;
    /** 16 bytes behind the message, by which virtual users measure its delay and which every other receiver sees; true */
    stamp?: boolean;
  }

  export interface Track {
    /** The server's id of it: another after each reconnect, empty once it was taken away. */
    readonly sid: string;
    mute(): void;
    unmute(): void;
    unpublish(): void;
  }

  /** Sums since the connection began, and how it stands now. */
  export interface Stats {
    packets: number;
    bytes: number;
    lost: number;
    videoFrames: number;
    freezes: number;
    dataReceived: number;
    /** Not while the connection is away and the SDK tries to have it back by itself, which it does for minutes. */
    isConnected: boolean;
    /** Including this one. */
    participants: number;
    subscribedTracks: number;
    /** Of `subscribedTracks`. */
    subscribedVideos: number;
    /** LiveKit's name of it, in lower case; empty while connected. */
    disconnectReason: string;
    reconnects: number;
  }

  export interface Room {
    publishVideo(options?: VideoOptions): Track;
    publishAudio(options?: AudioOptions): Track;
    /** What is not given stays as it is. */
    setSubscription(subscription: Subscription, options?: ViewOptions): void;
    sendData(data: string | ArrayBuffer | Uint8Array, options?: DataOptions): void;
    /** Blocks while media flows: for that long, or until the connection or the virtual user's time ends. */
    hold(duration: string): 'time' | 'disconnected' | 'ended';
    /** Loses the connection as if the server's node had failed, and joins anew. @returns whether media flowed again within `timeout` */
    reconnect(): boolean;
    /** Hands in the last samples and leaves. May be called more than once. */
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
    /** Joins a room. Throws when that fails, after `livekit_join_ok` 0 was recorded with the tag `reason`. */
    connect(url: string, token: string, options?: ConnectOptions): Room;
    /** An access token, for tests of a LiveKit server whose key one holds. */
    token(options: TokenOptions): string;
  };
  // eslint-disable-next-line no-restricted-syntax -- scripts import it as they import k6's own modules: `import livekit from`
  export default livekit;
}
