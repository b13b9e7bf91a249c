using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>What a registry knows of a package (npm registry API, "package metadata"), as far as delivering needs it.</summary>
internal sealed record Packument
{
    public const int LargestBody = 256 * 1024 * 1024;

    public required ImmutableSortedDictionary<string, string> DistTags { get; init; }

    public required ImmutableSortedDictionary<string, PublishedVersion> Versions { get; init; }

    /// <summary>Versions that were published at some time, whether or not they are still there.</summary>
    public ImmutableHashSet<string> Used { get; init; } = [];

    /// <summary>When the whole package was taken back; null while it is there.</summary>
    public DateTimeOffset? UnpublishedAt { get; init; }

    /// <exception cref="FormatException">The text is no packument.</exception>
    public static Packument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return new Packument
            {
                DistTags = Members(root, "dist-tags").ToImmutableSortedDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal),
                Versions = Members(root, "versions").ToImmutableSortedDictionary(version => version.Name, version => PublishedVersion.Parse(version.Value), StringComparer.Ordinal),
                Used = UsedOf(root),
                UnpublishedAt = UnpublishedOf(root),
            };
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"the answer is no npm package document: {malformed.Message}", malformed);
        }
    }

    /// <summary>The token of an exchange's answer.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static string TokenOf(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("token", out var token) && token.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException("the answer holds no 'token'");
    }

    private static ImmutableHashSet<string> UsedOf(JsonElement root)
    {
        var times = Members(root, "time").Where(time => time.Name is not ("created" or "modified" or "unpublished")).Select(time => time.Name);
        return [.. times, .. Members(root, "versions").Select(version => version.Name), .. UnpublishedVersions(root)];
    }

    private static IEnumerable<string> UnpublishedVersions(JsonElement root) =>
        Member(Member(root, "time"), "unpublished") is { ValueKind: JsonValueKind.Object } unpublished
        && unpublished.TryGetProperty("versions", out var versions) && versions.ValueKind == JsonValueKind.Array
            ? versions.EnumerateArray().Select(version => version.GetString()!)
            : [];

    private static DateTimeOffset? UnpublishedOf(JsonElement root) =>
        Member(Member(Member(root, "time"), "unpublished"), "time") is { ValueKind: JsonValueKind.String } time
        && DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;

    private static JsonElement.ObjectEnumerator Members(JsonElement root, string name) =>
        Member(root, name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : default;

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var member) ? member : null;
}
