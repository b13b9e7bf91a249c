namespace Drayage.Oci.Distribution;

/// <summary>Reads the bodies that are kept in memory, up to a limit: what a registry sends is not trusted.</summary>
internal static class ResponseBody
{
    /// <exception cref="RegistryException">The body is longer than the limit, or the connection broke.</exception>
    public static async Task<byte[]> ReadAsync(
        HttpMethod method, Uri uri, HttpResponseMessage response, int limit, TimeSpan stall, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        try
        {
            await using var body = new PacedStream(await response.Content.ReadAsStreamAsync(cancellationToken), stall);
            var block = new byte[16 * 1024];
            int read;
            while ((read = await body.ReadAsync(block, cancellationToken)) > 0)
            {
                buffer.Write(block, 0, read);
                if (buffer.Length > limit)
                    throw new RegistryException(method, uri, response.StatusCode, [], $"the answer has more than {limit} bytes");
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new RegistryException(method, uri, null, [], $"cut off: {failure.GetBaseException().Message}", failure);
        }
        return buffer.ToArray();
    }

    /// <inheritdoc cref="ReadAsync(HttpMethod, Uri, HttpResponseMessage, int, TimeSpan, CancellationToken)"/>
    public static Task<byte[]> ReadAsync(
        RegistryRequest request, HttpResponseMessage response, int limit, TimeSpan stall, CancellationToken cancellationToken) =>
        ReadAsync(request.Method, request.Uri, response, limit, stall, cancellationToken);
}
