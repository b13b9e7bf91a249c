using System.Globalization;
using System.Net;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Model.Versions;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>What an npm registry tells before anything is built.</summary>
internal sealed class NpmPreflight(Consignment consignment, PublisherContext context, NpmCredentials credentials, PackumentReader packuments)
{
    private static readonly TimeSpan Quarantine = TimeSpan.FromHours(24);

    private readonly NpmSite site = NpmSite.Of(consignment, context.Rehearsal?.Address);

    public async Task<PreflightReport> RunAsync(CancellationToken cancellationToken)
    {
        var packument = await packuments.FindFreshAsync(consignment, cancellationToken);
        var reach = PreflightFinding.Good(PreflightSubject.Reach, $"{site.Registry.Authority} answers");
        var credential = await credentials.OfAsync(site, cancellationToken);
        if (!credential.MayMoveTags)
            return new PreflightReport([reach, await ExchangedAsync(credential, cancellationToken), .. VersionFindings(packument, isTrusted: true)]);
        var (user, finding) = await WhoAsync(credential.Http, cancellationToken);
        return new PreflightReport([reach, finding, await PermissionAsync(user, packument, credential.Http, cancellationToken), .. VersionFindings(packument, isTrusted: false)]);
    }

    private async Task<PreflightFinding> ExchangedAsync(NpmCredential credential, CancellationToken cancellationToken)
    {
        try
        {
            await ((HttpCredential.Bearer)credential.Http).Secret(cancellationToken);
            return PreflightFinding.Good(PreflightSubject.Credential, $"{site.Registry.Authority} gives the job's identity a token for {site.Name}");
        }
        catch (DeliveryException refused)
        {
            return PreflightFinding.Of(PreflightSubject.Credential, refused);
        }
    }

    private async Task<(string? User, PreflightFinding Finding)> WhoAsync(HttpCredential credential, CancellationToken cancellationToken)
    {
        using var reply = await AskAsync(site.WhoAmI, credential, cancellationToken);
        if (reply.IsSuccess && Member(await reply.ReadBodyAsync(Packument.LargestBody, cancellationToken), "username") is { } user)
            return (user, PreflightFinding.Good(PreflightSubject.Credential, $"{site.Registry.Authority} knows the token as {user}"));
        if (reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return (null, PreflightFinding.Of(PreflightSubject.Credential, PublishRefusals.Explain(consignment, "the token", reply, await reply.ToFailureAsync(cancellationToken))));
        return (null, PreflightFinding.Unknown(PreflightSubject.Credential, $"{site.Registry.Authority} does not tell whose token it is"));
    }

    private async Task<PreflightFinding> PermissionAsync(string? user, Packument? packument, HttpCredential credential, CancellationToken cancellationToken)
    {
        const string Later = "whether the token may publish this very package shows only when it is sent";
        if (packument is null || user is null)
            return PreflightFinding.Unknown(PreflightSubject.Permission, Later);
        using var reply = await AskAsync(site.Collaborators, credential, cancellationToken);
        if (!reply.IsSuccess)
            return PreflightFinding.Unknown(PreflightSubject.Permission, Later);
        return Member(await reply.ReadBodyAsync(Packument.LargestBody, cancellationToken), user) switch
        {
            "write" => PreflightFinding.Good(PreflightSubject.Permission, $"{user} may write to {site.Name}"),
            null => PreflightFinding.Refused(PreflightSubject.Permission, $"{site.Name} belongs to somebody else: {user} is not among those who may write to it (npm owner ls {site.Name} --registry {NpmSite.RegistryOf(consignment)})"),
            var right => PreflightFinding.Refused(PreflightSubject.Permission, $"{user} may not write to {site.Name}: its right is '{right}'"),
        };
    }

    private IEnumerable<PreflightFinding> VersionFindings(Packument? packument, bool isTrusted)
    {
        if (packument is null || (packument.Versions.IsEmpty && packument.UnpublishedAt is null))
            return FirstFindings(isTrusted);
        var what = $"{site.Name} {consignment.Version}";
        if (packument.Versions.ContainsKey(consignment.Version))
            return [PreflightFinding.Unknown(PreflightSubject.Version, $"{what} stands there already; whether with the same bytes shows when it is built")];
        if (packument.Used.Contains(consignment.Version))
            return [PreflightFinding.Refused(PreflightSubject.Version, $"{what} was unpublished, and such a version can never be published again: release a new version")];
        if (packument.UnpublishedAt + Quarantine is { } until && until > context.Clock.GetUtcNow())
            return [PreflightFinding.Refused(PreflightSubject.Version, string.Create(CultureInfo.InvariantCulture, $"{site.Name} was unpublished as a whole: nothing of it can be published before {until:u}"))];
        return [PreflightFinding.Good(PreflightSubject.Version, $"{what} is free")];
    }

    private IEnumerable<PreflightFinding> FirstFindings(bool isTrusted)
    {
        yield return isTrusted
            ? PreflightFinding.Doubtful(PreflightSubject.Version, $"there is no package {site.Name} yet, and a registry trusts a workflow only for packages that it has: publish the first version with a token")
            : PreflightFinding.Good(PreflightSubject.Version, $"there is no package {site.Name} yet: this release makes it");
        if (DistTagPoint.Of(consignment) != ReleaseStanding.Latest)
            yield return PreflightFinding.Doubtful(PreflightSubject.Version, $"registries call the first version of a package the latest, also {consignment.Version}, until a full release takes the name over");
    }

    private Task<HttpReply> AskAsync(Uri address, HttpCredential credential, CancellationToken cancellationToken) => context.Http.FetchAsync(
        HttpCall.Get(address).WithHeader("Accept", "application/json") with { Credential = credential },
        Packument.LargestBody, $"destination {consignment.Destination}: {address} cannot be asked", cancellationToken);

    private static string? Member(ReadOnlyMemory<byte> body, string name)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
