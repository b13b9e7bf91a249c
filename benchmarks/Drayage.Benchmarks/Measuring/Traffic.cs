namespace Drayage.Benchmarks.Measuring;

/// <summary>What a client sent and got.</summary>
/// <param name="Requests">HTTP requests.</param>
/// <param name="BytesSent">From the client, with the heads of its requests.</param>
/// <param name="BytesReceived">By the client.</param>
/// <param name="Connections">TCP connections.</param>
internal sealed record Traffic(long Requests, long BytesSent, long BytesReceived, int Connections)
{
    public static Traffic None { get; } = new(0, 0, 0, 0);

    public static Traffic operator +(Traffic left, Traffic right) => new(
        left.Requests + right.Requests, left.BytesSent + right.BytesSent, left.BytesReceived + right.BytesReceived, left.Connections + right.Connections);

    public static Traffic operator -(Traffic left, Traffic right) => new(
        left.Requests - right.Requests, left.BytesSent - right.BytesSent, left.BytesReceived - right.BytesReceived, left.Connections - right.Connections);
}
