using System.Collections.Immutable;
using System.Net;
using Drayage.Ecosystems.Python.Publishing.Trust;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>What a Python index tells before the first upload.</summary>
internal sealed class PythonIndexPreflight(PublisherContext context, PythonIndexCredentials credentials, IndexPages pages, PythonUpload upload)
{
    public async Task<PreflightReport> AskAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var site = PythonIndexSite.Of(consignment, context.Rehearsal?.Address);
        var files = await pages.FilesAsync(consignment, cancellationToken);
        var credential = await credentials.OfAsync(site.Upload, cancellationToken);
        return new(
        [
            PreflightFinding.Good(PreflightSubject.Reach, $"{site.Project.Authority} answers"),
            .. credential.IsExchanged ? await ExchangedAsync(consignment, site, credential, files, cancellationToken) : await GivenAsync(consignment, site, credential, files, cancellationToken),
        ]);
    }

    private async Task<IEnumerable<PreflightFinding>> GivenAsync(Consignment consignment, PythonIndexSite site, PythonIndexCredential credential, ImmutableArray<IndexFile>? files, CancellationToken cancellationToken) =>
    [
        files is { } held
            ? Version(consignment, held)
            : PreflightFinding.Doubtful(PreflightSubject.Permission, $"there is no project {PythonIndexSite.PackageOf(consignment)} yet: the first upload makes it, which a token limited to one project cannot"),
        .. credential.Doubt is { } doubt ? [PreflightFinding.Doubtful(PreflightSubject.Credential, doubt)] : Array.Empty<PreflightFinding>(),
        .. await TryAsync(consignment, site, credential, cancellationToken),
    ];

    private async Task<IEnumerable<PreflightFinding>> ExchangedAsync(Consignment consignment, PythonIndexSite site, PythonIndexCredential credential, ImmutableArray<IndexFile>? files, CancellationToken cancellationToken)
    {
        try
        {
            var standing = await credentials.Trusted.LookAsync(site.Upload, cancellationToken);
            if (files is not { } held)
                return [NewProject(consignment, TokenHost.Of(site.Upload), standing)];
            if (!standing.IsRenewable)
                return [Version(consignment, held), PreflightFinding.Unknown(PreflightSubject.Credential, $"the job's identity ({standing.Claims}) serves once: whether {site.Upload.Authority} trusts it shows with the first upload")];
            await credentials.Trusted.TakeAsync(site.Upload, cancellationToken);
            return [Version(consignment, held), .. await TryAsync(consignment, site, credential, cancellationToken)];
        }
        catch (DeliveryException refused)
        {
            return [PreflightFinding.Of(PreflightSubject.Credential, refused)];
        }
    }

    // The exchange itself would make the project of a pending publisher, and nothing is made before the release.
    private static PreflightFinding NewProject(Consignment consignment, Uri host, JobStanding standing)
    {
        var package = PythonIndexSite.PackageOf(consignment);
        var who = standing.Claims.Length > 0 ? $" ({standing.Claims})" : "";
        return PreflightFinding.Doubtful(
            PreflightSubject.Permission,
            $"there is no project {package} yet: with trusted publishing only a pending publisher makes it, which must name {package} and this very job{who}; look at {new Uri(host, "manage/account/publishing/")}");
    }

    private async Task<IEnumerable<PreflightFinding>> TryAsync(Consignment consignment, PythonIndexSite site, PythonIndexCredential credential, CancellationToken cancellationToken)
    {
        using var reply = await upload.TryAsync(consignment, site, credential, cancellationToken);
        if (reply.Status is not HttpStatusCode.BadRequest && !reply.IsSuccess)
            return [PreflightFinding.Of(PreflightSubject.Credential, UploadRefusals.Explain(consignment, "a trial form", await reply.ToFailureAsync(cancellationToken), credential))];
        var what = credential.IsExchanged ? "token for the job's identity" : $"credential of {credential.Place}";
        return
        [
            PreflightFinding.Good(PreflightSubject.Credential, $"{site.Upload.Authority} accepts the {what} (an empty form was refused for its content only)"),
            PreflightFinding.Unknown(PreflightSubject.Permission, $"whether it may upload to this very project shows only with the first file"),
        ];
    }

    private static PreflightFinding Version(Consignment consignment, ImmutableArray<IndexFile> files)
    {
        var release = $"{PythonIndexSite.PackageOf(consignment)} {consignment.Version}";
        var planned = consignment.Effects.OfType<Effect.Put>().Select(put => put.Name.Split('*')).ToArray();
        var present = files.Count(file => planned.Any(parts => file.Name.StartsWith(parts[0], StringComparison.Ordinal) && file.Name.EndsWith(parts[^1], StringComparison.Ordinal)));
        return present == 0
            ? PreflightFinding.Good(PreflightSubject.Version, $"{release} is free, as far as the index lists files; names of deleted files are used up and not listed")
            : PreflightFinding.Unknown(PreflightSubject.Version, $"{Counted.Of(present, "file")} of {release} stand there already; whether the same ones shows when they are built");
    }
}
