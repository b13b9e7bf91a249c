using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Drayage.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.Hosting;

/// <summary>Writes whole answers: with a length, and without a body where HEAD asked.</summary>
internal static class Answer
{
    public static Task JsonAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8") =>
        BytesAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(body, type), contentType);

    public static async Task BytesAsync(HttpContext context, int status, ReadOnlyMemory<byte> body, string contentType)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            // The work is done: a client that did not wait for the answer changes nothing about it.
            await response.Body.WriteAsync(body, CancellationToken.None);
    }

    /// <summary>Sends a stored file, honouring Range, If-Range and If-None-Match (RFC 9110); the digest is the entity tag.</summary>
    public static Task FileAsync(HttpContext context, string path, Digest digest, string contentType) =>
        TypedResults.PhysicalFile(path, contentType, entityTag: new EntityTagHeaderValue($"\"{digest}\""), enableRangeProcessing: true)
            .ExecuteAsync(context);

    /// <summary><c>http://host:port</c> as the client addressed this server.</summary>
    public static string BaseAddress(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
