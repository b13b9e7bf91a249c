using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Sealing;
using Drayage.Testing;

namespace Drayage.Tests.Storms;

/// <summary>What the registries really hold, asked in plain HTTP and without any code of the publishers.</summary>
internal sealed class RegistryTruth(RegistryFixture registry, SealedSample sample) : IDisposable
{
    private static readonly string[] Manifests = ["application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json"];

    private readonly HttpClient http = registry.NewClient();

    public void Dispose() => http.Dispose();

    /// <summary>Whether the effect has come about, in whole and with the right bytes.</summary>
    public Task<bool> HoldsAsync(Consignment consignment, Effect effect) => (consignment.Kind, effect) switch
    {
        ("github", Effect.Point { Name: var name }) when name.StartsWith("refs/", StringComparison.Ordinal) => IsTaggedAsync(consignment, name["refs/tags/".Length..]),
        ("github", Effect.Open) => HasReleaseAsync(consignment),
        ("github", Effect.Put put) => HasAssetAsync(consignment, put),
        ("github", _) => IsPublishedAsync(consignment),
        ("oci", Effect.Put { Digest: null }) => HasOneWaybillAsync(consignment),
        ("oci", Effect.Put put) => HasManifestAsync(consignment, put.Digest!.ToString(), put.Digest),
        ("oci", Effect.Point point) => HasManifestAsync(consignment, point.Name, point.Target),
        ("npm", Effect.Put put) => HasTarballAsync(consignment, put),
        ("npm", Effect.Point point) => HasDistTagAsync(consignment, point),
        ("nuget", Effect.Put put) => HasPackageAsync(consignment, put),
        ("crates", Effect.Put put) => HasCrateAsync(consignment, put),
        ("python", Effect.Put put) => HasDistributionAsync(consignment, put),
        _ => throw new InvalidOperationException($"{consignment.Kind} holds no {effect.Key}"),
    };

    /// <summary>What is wrong with a release that shall be complete: effects that are missing, and whatever stands there twice or should not.</summary>
    public async Task<ImmutableArray<string>> ProblemsAsync()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var consignment in sample.Waybill.Waybill.Consignments)
        {
            foreach (var effect in consignment.Effects)
            {
                if (!await HoldsAsync(consignment, effect))
                    problems.Add($"{consignment.Id} {effect.Key} is not there");
            }

            problems.AddRange(from name in await NamesAsync(consignment)
                              group name by name into held
                              where held.Count() > 1 || !Expected(consignment).Contains(held.Key, StringComparer.Ordinal)
                              select $"{consignment.Id} holds {held.Count()} times {held.Key}");
        }

        return problems.ToImmutable();
    }

    private static IEnumerable<string> Expected(Consignment consignment) => consignment.Kind switch
    {
        "github" when consignment.Effects.All(effect => effect is Effect.Point) => ["refs/tags/client-v1.2.3", "refs/tags/v1.2.3"],
        "github" => consignment.Effects.OfType<Effect.Put>().Select(put => put.Name).Append("release v1.2.3"),
        "oci" => consignment.Effects.OfType<Effect.Point>().Select(point => point.Name),
        "crates" => [consignment.Version],
        "npm" => consignment.Effects.OfType<Effect.Point>().Select(point => point.Name).Append(consignment.Version),
        _ => consignment.Effects.OfType<Effect.Put>().Select(put => put.Name),
    };

    private async Task<string[]> NamesAsync(Consignment consignment) => consignment.Kind switch
    {
        "github" when consignment.Effects.All(effect => effect is Effect.Point) =>
            [.. (await GetAsync($"api/v3/repos/{consignment.Address}/git/matching-refs/tags/"))!.AsArray().Select(reference => Text(reference, "ref"))],
        "github" =>
        [
            .. (await ReleasesAsync(consignment)).Select(release => $"release {Text(release, "tag_name")}"),
            .. (await ReleasesAsync(consignment)).SelectMany(release => release["assets"]!.AsArray()).Select(asset => Text(asset, "name")),
        ],
        "oci" => [.. (await GetAsync($"v2/{consignment.Address}/tags/list"))!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>())],
        "npm" when await PackageAsync(consignment) is { } package => [.. package["versions"]!.AsObject().Select(version => version.Key), .. package["dist-tags"]!.AsObject().Select(tag => tag.Key)],
        "npm" => [],
        "crates" => [.. (await VersionsAsync(consignment)).Select(version => Text(version, "vers"))],
        "nuget" => [.. await PackagesAsync(consignment)],
        _ => [.. (await DistributionsAsync(consignment)).Select(file => Text(file, "filename"))],
    };

    private async Task<bool> HasReleaseAsync(Consignment consignment) => (await ReleasesAsync(consignment)).Length > 0;

    private async Task<bool> IsPublishedAsync(Consignment consignment) =>
        (await ReleasesAsync(consignment)).Any(release => !release["draft"]!.GetValue<bool>()) && await IsTaggedAsync(consignment, "v1.2.3");

    private async Task<bool> HasAssetAsync(Consignment consignment, Effect.Put put)
    {
        foreach (var asset in (await ReleasesAsync(consignment)).SelectMany(release => release["assets"]!.AsArray()).Where(asset => Text(asset, "name") == put.Name))
        {
            using var download = new HttpRequestMessage(HttpMethod.Get, Text(asset, "url"));
            download.Headers.TryAddWithoutValidation("Accept", "application/octet-stream");
            using var answer = await http.SendAsync(download);
            var digest = put.Name == WaybillComposer.WaybillName ? Digest.OfSha256(sample.Waybill.Bytes.Span) : put.Digest;
            if (answer.IsSuccessStatusCode && Digest.OfSha256(await answer.Content.ReadAsByteArrayAsync()) == digest)
                return true;
        }

        return false;
    }

    private async Task<bool> IsTaggedAsync(Consignment consignment, string tag)
    {
        if (await GetAsync($"api/v3/repos/{consignment.Address}/git/ref/tags/{tag}") is not { } reference)
            return false;
        var named = reference["object"]!;
        if (Text(named, "type") == "tag")
            named = (await GetAsync($"api/v3/repos/{consignment.Address}/git/tags/{Text(named, "sha")}"))!["object"]!;
        return Text(named, "sha") == sample.Waybill.Waybill.Commit;
    }

    private async Task<JsonNode[]> ReleasesAsync(Consignment consignment) =>
        [.. ((await GetAsync($"api/v3/repos/{consignment.Address}/releases?per_page=100"))?.AsArray() ?? []).Select(release => release!)];

    /// <summary>The manifest, all that it refers to, and so on down.</summary>
    private async Task<bool> HasManifestAsync(Consignment consignment, string reference, Digest? expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v2/{consignment.Address}/manifests/{reference}");
        foreach (var type in Manifests)
            request.Headers.TryAddWithoutValidation("Accept", type);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            return false;
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (Digest.OfSha256(bytes) != expected)
            return false;
        var manifest = JsonNode.Parse(bytes)!;
        foreach (var child in manifest["manifests"]?.AsArray() ?? [])
        {
            if (!await HasManifestAsync(consignment, Text(child, "digest"), Digest.Parse(Text(child, "digest"))))
                return false;
        }

        foreach (var blob in (manifest["layers"]?.AsArray() ?? []).Append(manifest["config"]).OfType<JsonNode>())
        {
            if (!await ServesAsync($"v2/{consignment.Address}/blobs/{Text(blob, "digest")}", Digest.Parse(Text(blob, "digest"))))
                return false;
        }

        return true;
    }

    /// <summary>The sealed waybill stands beside the image, once.</summary>
    private async Task<bool> HasOneWaybillAsync(Consignment consignment)
    {
        var image = consignment.Effects.OfType<Effect.Put>().First().Digest!;
        var beside = (await GetAsync($"v2/{consignment.Address}/referrers/{image}"))!["manifests"]!.AsArray();
        return beside is [var only]
            && await HasManifestAsync(consignment, Text(only, "digest"), Digest.Parse(Text(only, "digest")))
            && Text((await GetAsync($"v2/{consignment.Address}/manifests/{Text(only, "digest")}", Manifests[1]))!["layers"]![0], "digest") == Digest.OfSha256(sample.Waybill.Bytes.Span).ToString();
    }

    private Task<bool> HasPackageAsync(Consignment consignment, Effect.Put put) => ServesAsync(
        put.Name.EndsWith(".snupkg", StringComparison.Ordinal)
            ? $"nuget/{consignment.Destination}/api/v2/symbolpackage/Tide.Table/1.2.3"
            : $"nuget/{consignment.Destination}/v3/flatcontainer/tide.table/1.2.3/tide.table.1.2.3.nupkg",
        put.Digest!);

    // Symbols are not listed: each version has one package of them or none.
    private async Task<string[]> PackagesAsync(Consignment consignment) => consignment.Options.ContainsKey("symbols")
        ? []
        : [.. ((await GetAsync($"nuget/{consignment.Destination}/v3/flatcontainer/tide.table/index.json"))?["versions"]!.AsArray() ?? []).Select(version => $"Tide.Table.{version}.nupkg")];

    private async Task<bool> HasDistributionAsync(Consignment consignment, Effect.Put put)
    {
        foreach (var file in (await DistributionsAsync(consignment)).Where(file => Text(file, "filename") == put.Name))
        {
            var page = new Uri(registry.Address, $"python/{consignment.Destination}/simple/tide-client/");
            if (await ServesAsync(new Uri(page, Text(file, "url")).AbsoluteUri, put.Digest!))
                return true;
        }

        return false;
    }

    private async Task<bool> HasCrateAsync(Consignment consignment, Effect.Put put) =>
        (await VersionsAsync(consignment)).Any(version => Text(version, "vers") == consignment.Version && Text(version, "cksum") == put.Digest!.Hex)
        && await ServesAsync($"crates/{consignment.Destination}/dl/{consignment.Options["crate"]}/{consignment.Version}/download", put.Digest!);

    private async Task<JsonNode[]> VersionsAsync(Consignment consignment)
    {
        using var answer = await http.GetAsync(new Uri($"crates/{consignment.Destination}/index/ti/de/{consignment.Options["crate"]}", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.NotFound ? [] : [.. (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private async Task<bool> HasTarballAsync(Consignment consignment, Effect.Put put) =>
        (await PackageAsync(consignment))?["versions"]![consignment.Version] is { } version && await ServesAsync(Text(version["dist"], "tarball"), put.Digest!);

    private async Task<bool> HasDistTagAsync(Consignment consignment, Effect.Point point) =>
        (await PackageAsync(consignment))?["dist-tags"]![point.Name]?.GetValue<string>() == consignment.Version;

    private Task<JsonNode?> PackageAsync(Consignment consignment) => GetAsync($"npm/{consignment.Destination}/@tide%2fclient");

    private async Task<JsonNode[]> DistributionsAsync(Consignment consignment) =>
        [.. ((await GetAsync($"python/{consignment.Destination}/simple/tide-client/", "application/vnd.pypi.simple.v1+json"))?["files"]!.AsArray() ?? []).Select(file => file!)];

    private async Task<bool> ServesAsync(string address, Digest digest)
    {
        using var answer = await http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        return answer.IsSuccessStatusCode && Digest.OfSha256(await answer.Content.ReadAsByteArrayAsync()) == digest;
    }

    private async Task<JsonNode?> GetAsync(string address, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
    }

    private static string Text(JsonNode? node, string key) => node![key]!.GetValue<string>();
}
