using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Http;

/// <summary>Reads what a registry says about a request that it refused.</summary>
internal static partial class HttpFailureReader
{
    private const int LongestBody = 64 * 1024;
    private const int LongestExcerpt = 400;

    public static async Task<HttpFailure> ReadAsync(
        HttpReply reply, TimeProvider time, Redactor redactor, CancellationToken cancellationToken)
    {
        var body = await BeginningOfBodyAsync(reply, cancellationToken);
        return new HttpFailure
        {
            Kind = HttpFailureKind.Status,
            Method = reply.Method,
            Target = redactor.Redact(reply.Target),
            Status = reply.Status,
            Detail = redactor.Redact(StatusLine(reply)),
            Errors = [.. Errors(body).Select(error => new RegistryError(error.Code, redactor.Redact(error.Message)))],
            BodyExcerpt = Excerpt(reply.MediaType, body, redactor),
            RetryAfter = RetryDelay.AskedFor(reply, time.GetUtcNow()),
        };
    }

    private static string StatusLine(HttpReply reply) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)reply.Status} {reply.Reason ?? reply.Status.ToString()}").TrimEnd();

    private static async Task<byte[]> BeginningOfBodyAsync(HttpReply reply, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestBody];
        try
        {
            await using var body = await reply.OpenBodyAsync(cancellationToken);
            var count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return buffer[..count];
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The status alone has to do.
            return [];
        }
    }

    private static ImmutableArray<RegistryError> Errors(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? [.. Errors(json.RootElement)] : [];
        }
        // Half of a surrogate pair is JSON and no text.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    // OCI: errors[{code,message,detail}]. GitHub: message, errors[{resource,field,code,message}]. crates.io: errors[{detail}].
    // PyPI: message, errors[{code,description}]. npm: error or message. OAuth: error, error_description.
    private static List<RegistryError> Errors(JsonElement root)
    {
        var list = root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Select(OneError).Where(error => error.ToString().Length > 0).ToList()
            : [];
        var message = Text(root, "message") ?? Text(root, "error_description") ?? Text(root, "reason");
        var code = Text(root, "error");
        if (message is not null || code is not null)
            list.Insert(0, message is null ? new RegistryError("", code!) : new RegistryError(code ?? "", message));
        return list;
    }

    private static RegistryError OneError(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String)
            return new RegistryError("", error.GetString()!);
        if (error.ValueKind != JsonValueKind.Object)
            return new RegistryError("", "");
        var message = Text(error, "message") ?? Text(error, "description") ?? Text(error, "detail")
            ?? string.Join(' ', new[] { Text(error, "resource"), Text(error, "field") }.OfType<string>());
        return new RegistryError(Text(error, "code") ?? "", message);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Excerpt(string? mediaType, byte[] body, Redactor redactor)
    {
        if (body.AsSpan().Contains((byte)0))
            return "";
        var text = Encoding.UTF8.GetString(body);
        if (mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true)
            text = WebUtility.HtmlDecode(Markup().Replace(text, " "));
        // Secrets go first: half of one would not be known any more.
        text = redactor.Redact(WhiteSpace().Replace(text, " ").Trim());
        return text.Length <= LongestExcerpt ? text : text[..LongestExcerpt] + "…";
    }

    [GeneratedRegex("<(?<raw>script|style)[^>]*>.*?</\\k<raw>>|<[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex WhiteSpace();
}
