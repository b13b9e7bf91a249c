using Microsoft.AspNetCore.Http;

namespace Drayage.Listening.Intake;

/// <summary>Reads bodies up to a limit.</summary>
internal static class BodyReader
{
    /// <returns>Null for a body that is longer.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + count > limit)
                return null;
            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
