using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Drayage.Acceptance.Delivery;

/// <summary>
/// What embedded registries hold, read from their data directory: one line a thing, without times and running numbers, so that
/// the same release leaves the same lines however it came about. Whatever stands twice makes a line more.
/// </summary>
internal static class RegistrySnapshot
{
    public static ImmutableArray<string> Of(string data) =>
        [.. Oci(data).Concat(Python(Path.Combine(data, "python"))).Concat(Crates(Path.Combine(data, "crates"))).Concat(Npm(Path.Combine(data, "npm"))).Concat(NuGet(Path.Combine(data, "nuget"))).Concat(GitHub(Path.Combine(data, "github"))).Order(StringComparer.Ordinal)];

    /// <summary>The lines that only one of them has, told from the second's side.</summary>
    public static ImmutableArray<string> Differences(ImmutableArray<string> expected, ImmutableArray<string> actual)
    {
        var (left, missing) = (expected.ToList(), new List<string>());
        var surplus = actual.Where(line => !left.Remove(line)).Select(line => $"holds besides: {line}").ToArray();
        missing.AddRange(left.Select(line => $"lacks: {line}"));
        return [.. missing, .. surplus];
    }

    private static IEnumerable<string> Oci(string data)
    {
        var repositories = Path.Combine(data, "oci", "repositories");
        foreach (var path in Files(repositories))
        {
            var place = Path.GetRelativePath(repositories, path);
            if (Path.GetFileName(path) == "_tags")
            {
                foreach (var (tag, digest) in JsonNode.Parse(File.ReadAllBytes(path))!.AsObject())
                    yield return $"oci tag {place[..^"/_tags".Length]}:{tag} {digest}";
                continue;
            }

            var (algorithm, hex) = (Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path));
            yield return $"oci {place} {(HashOf(Path.Combine(data, "blobs", algorithm, hex[..2], hex)) == hex ? "whole" : "damaged")}";
        }
    }

    private static IEnumerable<string> Python(string root) =>
        from path in Files(root)
        let file = JsonNode.Parse(File.ReadAllBytes(path))!
        select $"python {Path.GetRelativePath(root, path)} {file["fileName"]} {file["sha256"]}";

    private static IEnumerable<string> Crates(string root) =>
        from path in Files(root)
        from version in JsonNode.Parse(File.ReadAllBytes(path))!["versions"]!.AsArray()
        let line = version!["line"]!
        select $"crates {Path.GetRelativePath(root, path)} {line["vers"]} {line["cksum"]} {line["yanked"]}";

    private static IEnumerable<string> Npm(string root) => Files(root).SelectMany(path =>
    {
        var (place, package) = (Path.GetRelativePath(root, path), JsonNode.Parse(File.ReadAllBytes(path))!);
        return package["versions"]!.AsObject().Select(version => $"npm {place} {version.Key} {version.Value!["sha256"]} {version.Value["deprecated"]}")
            .Concat(package["distTags"]!.AsObject().Select(tag => $"npm {place} {tag.Key} names {tag.Value}"));
    });

    private static IEnumerable<string> NuGet(string root) =>
        from path in Files(root)
        let package = JsonNode.Parse(File.ReadAllBytes(path))!
        select $"nuget {Path.GetRelativePath(root, path)} {package["sha256"]} {package["symbols"]?["sha256"]} {(package["isListed"]!.GetValue<bool>() ? "listed" : "unlisted")}";

    private static IEnumerable<string> GitHub(string root)
    {
        foreach (var path in Files(root))
        {
            var (place, repository) = (Path.GetRelativePath(root, path), JsonNode.Parse(File.ReadAllBytes(path))!);
            foreach (var (name, target) in repository["Refs"]!.AsObject().Where(reference => reference.Key.StartsWith("refs/tags/", StringComparison.Ordinal)))
                yield return $"github {place} {name} {CommitOf(repository, target!)}";
            foreach (var release in repository["Releases"]!.AsArray())
            {
                yield return $"github {place} release {release!["TagName"]} {(release["Draft"]!.GetValue<bool>() ? "draft" : "published")}";
                foreach (var asset in release["Assets"]!.AsArray())
                    yield return $"github {place} release {release["TagName"]} asset {asset!["Name"]} {asset["State"]} {asset["Digest"]}";
            }
        }
    }

    // The object of an annotated tag has a time in it, and so has its id.
    private static string CommitOf(JsonNode repository, JsonNode target) => target["Type"]!.GetValue<string>() == "tag"
        ? $"annotated {repository["TagObjects"]![target["Sha"]!.GetValue<string>()]!["Object"]!["Sha"]}"
        : target["Sha"]!.GetValue<string>();

    private static string? HashOf(string blob) => File.Exists(blob) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(blob))) : null;

    private static IEnumerable<string> Files(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories) : [];
}
