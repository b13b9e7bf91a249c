using System.Collections.Immutable;
using System.Globalization;
using Drayage.Model.Versions;
using Drayage.Registries.Hosting;
using Drayage.Registries.NuGet.Packages;
using Drayage.Registries.NuGet.Wire;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>What is known of packages: the service index, registrations and search.</summary>
internal sealed class MetadataEndpoints(FeedStore store, ServedVersions versions)
{
    private const int MostHits = 1000;
    private const int UsualHits = 20;
    private const string IdTerm = "packageid:";

    public static Task ServiceIndexAsync(HttpContext context, string feed) =>
        Answer.JsonAsync(context, StatusCodes.Status200OK, ServiceIndex.Of(new FeedAddresses(context.Request, feed)), NuGetJson.Wire.ServiceIndex);

    public async Task RegistrationAsync(HttpContext context, string feed, string id)
    {
        var served = await versions.OfAsync(feed, id, context.RequestAborted);
        if (served.IsEmpty)
            throw NuGetRefusal.NotFound(id);
        var index = RegistrationIndex.Of(new FeedAddresses(context.Request, feed), id.ToLowerInvariant(), served);
        await Answer.JsonAsync(context, StatusCodes.Status200OK, index, NuGetJson.Wire.RegistrationIndex);
    }

    public async Task LeafAsync(HttpContext context, string feed, string id, string version)
    {
        var record = await versions.FindAsync(feed, id, version, context.RequestAborted) ?? throw NuGetRefusal.NotFound($"{id} {version}");
        await Answer.JsonAsync(context, StatusCodes.Status200OK, RegistrationLeaf.Of(new FeedAddresses(context.Request, feed), record), NuGetJson.Wire.RegistrationLeaf);
    }

    public async Task SearchAsync(HttpContext context, string feed)
    {
        var query = context.Request.Query;
        var terms = query["q"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var addresses = new FeedAddresses(context.Request, feed);
        var hits = ImmutableArray.CreateBuilder<SearchHit>();
        foreach (var id in store.Ids(feed))
        {
            var served = await versions.OfAsync(feed, id, context.RequestAborted);
            ImmutableArray<PackageRecord> fitting =
            [
                .. served.Where(version => version.IsListed && IsWanted(version, query["prerelease"] == "true", query["semVerLevel"].ToString().StartsWith('2'))),
            ];
            if (!fitting.IsEmpty && Fits(fitting[^1].Manifest, terms, query["packageType"].ToString()))
                hits.Add(SearchHit.Of(addresses, fitting, [PushEndpoints.OwnerOf(served)!]));
        }
        var page = hits.Skip(Number(query["skip"].ToString(), 0)).Take(Math.Min(MostHits, Number(query["take"].ToString(), UsualHits)));
        await Answer.JsonAsync(context, StatusCodes.Status200OK, new SearchAnswer(hits.Count, [.. page]), NuGetJson.Wire.SearchAnswer);
    }

    private static bool IsWanted(PackageRecord record, bool preReleases, bool semVer2)
    {
        var version = NuGetVersionText.Parse(record.Manifest.Version);
        // Old clients know neither labels with dots nor build metadata.
        return (preReleases || !version.IsPreRelease) && (semVer2 || (version.Labels.Length <= 1 && version.Metadata.Length == 0));
    }

    private static bool Fits(PackageManifest manifest, string[] terms, string packageType) =>
        (packageType.Length == 0 || manifest.PackageTypes.Contains(packageType, StringComparer.OrdinalIgnoreCase))
        && terms.All(term => term.StartsWith(IdTerm, StringComparison.OrdinalIgnoreCase)
            ? manifest.Id.Equals(term[IdTerm.Length..].Trim('"'), StringComparison.OrdinalIgnoreCase)
            : new[] { manifest.Id, manifest.Title, manifest.Description, manifest.Tags }.Any(text => text?.Contains(term, StringComparison.OrdinalIgnoreCase) is true));

    private static int Number(string text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
