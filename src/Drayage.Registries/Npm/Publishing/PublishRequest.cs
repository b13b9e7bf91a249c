using System.Collections.Immutable;
using System.Text.Json;

namespace Drayage.Registries.Npm.Publishing;

/// <summary>The body of a PUT to a package: a publishing, or with no attachment an update of what is there.</summary>
internal sealed record PublishRequest
{
    public required string Name { get; init; }

    /// <summary>The revision that an update is based on; null where it names none.</summary>
    public string? Revision { get; init; }

    public required ImmutableSortedDictionary<string, string> DistTags { get; init; }

    public required ImmutableSortedDictionary<string, JsonElement> Versions { get; init; }

    /// <summary><c>public</c>, <c>restricted</c> or null.</summary>
    public string? Access { get; init; }

    /// <summary>The tarball with the name of its attachment; null for an update.</summary>
    public (string Name, PublishedFile File)? Tarball { get; init; }

    /// <summary>The text of a provenance bundle; null where none came along.</summary>
    public (string Name, string Text)? Provenance { get; init; }

    /// <exception cref="NpmRefusal">400: no such document. 413: the tarball is too large.</exception>
    public static PublishRequest Parse(byte[] body, long largest)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var attachments = Members(root, "_attachments").ToArray();
            return new PublishRequest
            {
                Name = Required(root, "name"),
                Revision = Text(root, "_rev"),
                DistTags = Members(root, "dist-tags").ToImmutableSortedDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal),
                Versions = Members(root, "versions").ToImmutableSortedDictionary(version => version.Name, version => version.Value.Clone(), StringComparer.Ordinal),
                Access = Text(root, "access"),
                Tarball = TarballOf([.. attachments.Where(a => !IsBundle(a))], largest),
                Provenance = attachments.Where(IsBundle).Select(a => ((string, string)?)(a.Name, Required(a.Value, "data"))).SingleOrDefault(),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw NpmRefusal.BadRequest($"the package document cannot be read: {malformed.Message}");
        }
    }

    private static (string, PublishedFile)? TarballOf(JsonProperty[] attachments, long largest)
    {
        if (attachments.Length == 0)
            return null;
        if (attachments is not [var only])
            throw NpmRefusal.BadRequest("one tarball at a time can be published");
        var content = only.Value.GetProperty("data").GetBytesFromBase64();
        if (content.Length > largest)
            throw TooLarge(largest);
        if (only.Value.TryGetProperty("length", out var length) && length.GetInt64() != content.Length)
            throw NpmRefusal.BadRequest($"the attachment has {content.Length} bytes, and its length says {length}");
        return (only.Name, new PublishedFile(content));
    }

    public static NpmRefusal TooLarge(long largest) =>
        new(Microsoft.AspNetCore.Http.StatusCodes.Status413PayloadTooLarge, $"the package is larger than {largest} bytes");

    private static bool IsBundle(JsonProperty attachment) => attachment.Name.EndsWith(".sigstore", StringComparison.Ordinal);

    private static JsonElement.ObjectEnumerator Members(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default;

    private static string Required(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
