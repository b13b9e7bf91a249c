using System.Text;

namespace Drayage.Testing;

/// <summary>The very bytes that <see cref="LoopbackServer"/> answers, and how the connection ends.</summary>
public sealed record LoopbackAnswer(byte[] Bytes, LoopbackEnding Ending = LoopbackEnding.Close)
{
    /// <summary>A well-formed response.</summary>
    /// <param name="status">Code and reason, for example <c>200 OK</c>.</param>
    /// <param name="headers">Lines <c>Name: value</c>; Content-Length is added, and that the connection ends, so that nobody sends another request on it.</param>
    public static LoopbackAnswer Of(string status, string body = "", params IEnumerable<string> headers) =>
        new(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n" + body));

    /// <summary>A response that is cut off after so many bytes of its body.</summary>
    public static LoopbackAnswer CutOff(LoopbackEnding ending) =>
        new(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), ending);

    public static LoopbackAnswer Redirect(string status, Uri location) => Of(status, "", $"Location: {location}");
}
