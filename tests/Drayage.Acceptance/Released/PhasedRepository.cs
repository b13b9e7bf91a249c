using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Acceptance.Repositories;

namespace Drayage.Acceptance.Released;

/// <summary>The small repository with its images in phase 2; one of their files comes from the repository itself.</summary>
internal static class PhasedRepository
{
    public const string Tag = "v1.4.0";

    public static string[] Release { get; } = ["--from-release", Tag, "--repository", "example/tide"];

    /// <param name="standsOn">The image's base.</param>
    public static Task<MiniRepository> CreateAsync(string standsOn = "scratch") => MiniRepository.CreateAsync(directory =>
    {
        directory.Write("server/tide.conf", "harbour = small\n");
        directory.Write("drayage.yaml", MiniSources.Configuration
            .Replace("kind: oci,", "kind: oci, phase: 2,", StringComparison.Ordinal)
            .Replace("    base: scratch\n", $"    base: {standsOn}\n    files: {{ /etc/tide.conf: server/tide.conf }}\n", StringComparison.Ordinal));
    });

    /// <summary>The predicate of a waybill.</summary>
    public static JsonObject Predicate(string waybillPath)
    {
        var payload = JsonNode.Parse(File.ReadAllText(waybillPath))!["payload"]!.GetValue<string>();
        return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(payload)))!["predicate"]!.AsObject();
    }

    /// <summary>Digest by name of the images and OCI artifacts that a waybill states.</summary>
    public static ImmutableDictionary<string, string> ImagesOf(string waybillPath) => Predicate(waybillPath)["artifacts"]!.AsArray()
        .Where(artifact => artifact!["kind"]!.GetValue<string>() is "image" or "oci-artifact")
        .ToImmutableDictionary(artifact => artifact!["name"]!.GetValue<string>(), artifact => artifact!["digest"]!.GetValue<string>(), StringComparer.Ordinal);

    public static ImmutableDictionary<string, string?> StatusesOf(JsonElement report) => report.GetProperty("consignments").EnumerateArray()
        .ToImmutableDictionary(c => c.GetProperty("id").GetString()!, c => c.GetProperty("status").GetString(), StringComparer.Ordinal);
}
