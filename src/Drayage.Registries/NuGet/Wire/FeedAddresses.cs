using Drayage.Registries.Hosting;
using Drayage.Registries.NuGet.Packages;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.NuGet.Wire;

/// <summary>The addresses of one feed, as the client addressed this server.</summary>
internal sealed class FeedAddresses(HttpRequest request, string feed)
{
    private readonly string root = $"{Answer.BaseAddress(request)}/nuget/{feed}";

    public string Push => $"{root}/api/v2/package";

    public string PushSymbols => $"{root}/api/v2/symbolpackage";

    public string Contents => $"{root}/v3/flatcontainer/";

    public string Registrations => $"{root}/v3/registration/";

    public string Query => $"{root}/v3/query";

    public string Registration(string id) => $"{Registrations}{id}/index.json";

    public string Leaf(PackageIdentity package) => $"{Registrations}{package.Id}/{package.Version}.json";

    public string Content(PackageIdentity package) => $"{Contents}{package.Id}/{package.Version}/{package.Id}.{package.Version}.nupkg";
}
