using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>A consignment's release and where its repository is reached in the interface.</summary>
internal sealed record ReleaseSite(RepositorySite Place, ReleaseOptions Options)
{
    public static ReleaseSite Of(Consignment consignment, Uri? rehearsal)
    {
        var options = ReleaseOptions.Of(consignment.Options);
        return new ReleaseSite(new RepositorySite(RepositorySite.ApiOf(options.Api, rehearsal), consignment.Address), options);
    }

    /// <summary>Where an asset is uploaded to, on the host that the release names.</summary>
    public static Uri Upload(ReleaseDocument release, string name)
    {
        var template = release.UploadUrl.IndexOf('{', StringComparison.Ordinal);
        var address = template < 0 ? release.UploadUrl : release.UploadUrl[..template];
        var escaped = Uri.EscapeDataString(name);
        // GitHub renames what it does not keep in names; the label keeps it, and finds the asset again.
        var label = name.AsSpan().ContainsAny('~', '!') ? $"&label={escaped}" : "";
        return new Uri($"{address}?name={escaped}{label}");
    }
}
