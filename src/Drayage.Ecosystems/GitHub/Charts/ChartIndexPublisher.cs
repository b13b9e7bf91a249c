using System.Security.Cryptography;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;
using YamlDotNet.RepresentationModel;

namespace Drayage.Ecosystems.GitHub.Charts;

/// <summary>
/// Lists charts in a classic index. A put is an entry: the chart itself is a file of the GitHub release that was delivered before. An
/// entry with another digest is never replaced.
/// </summary>
internal sealed class ChartIndexPublisher(GitHubClient client, DeliveryLimits limits, Uri? rehearsal) : IPublisher, IWithdrawing
{
    private readonly GitHubPreflight preflight = new(client, isRehearsal: rehearsal is not null);

    public bool IsReversible => false;

    public int Concurrency => 1;

    public DeliveryLimits Limits => limits;

    public Uri? LocationOf(Consignment consignment, string artifactName) => ChartIndexOptions.Of(consignment.Options).LocationOf(artifactName, rehearsal);

    public async Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var options = ChartIndexOptions.Of(consignment.Options);
        var report = await preflight.RunAsync(consignment, options.SiteOf(consignment, rehearsal), commit: null, cancellationToken);
        if (!report.IsReady)
            return report;
        var message = Message(consignment, "cannot be read");
        var (_, index) = await OpenAsync(consignment, options, message, cancellationToken);
        return report.With(index.Find(options.Chart, consignment.Version) is { } entry
            ? PreflightFinding.Unknown(PreflightSubject.Version, $"{options.Chart} {consignment.Version} is in the index (sha256:{entry.Digest}); whether with the same bytes shows when it is packed")
            : PreflightFinding.Good(PreflightSubject.Version, $"{options.Chart} {consignment.Version} is not in the index yet"));
    }

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var options = ChartIndexOptions.Of(consignment.Options);
        var (_, index) = await OpenAsync(consignment, options, Message(consignment, "cannot be read"), cancellationToken);
        var entry = index.Find(options.Chart, consignment.Version);
        return effect switch
        {
            Effect.Put { Digest: { } digest } => Compare(options, entry, digest),
            Effect.Withdraw { Withdrawn: { } withdrawn } => entry is null || !Names(entry, withdrawn)
                ? new Probe.Same($"{options.Chart} {consignment.Version} of this release is not in the index", Url: null)
                : new Probe.Absent(),
            _ => throw new InvalidOperationException($"an index knows no {effect.Key}"),
        };
    }

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var options = ChartIndexOptions.Of(consignment.Options);
        var message = Message(consignment, $"was not changed: {effect.Key}");
        var (before, index) = await OpenAsync(consignment, options, message, cancellationToken);
        var subject = $"{(effect is Effect.Put ? "Add" : "Remove")} {options.Chart} {consignment.Version}";
        if (effect is Effect.Put { Digest: { } digest } put)
        {
            if (index.Find(options.Chart, consignment.Version) is not null)
                return;
            var metadata = await MetadataAsync(content, put, options, consignment, cancellationToken);
            index.Add(metadata, digest.Hex, options.LocationOf(put.Name, rehearsal), options.Created);
        }
        else
        {
            index.Remove(options.Chart, consignment.Version);
        }

        await Branch(consignment, options).WriteAsync(before, index.Write(), subject, message, cancellationToken);
    }

    /// <summary>Reads the index as clients do, and fetches what it names.</summary>
    public async Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var probe = await ProbeAsync(consignment, effect, content, cancellationToken);
        if (probe is not Probe.Same || effect is not Effect.Put { Digest: { } digest } put)
            return probe;
        var options = ChartIndexOptions.Of(consignment.Options);
        var (_, index) = await OpenAsync(consignment, options, Message(consignment, "cannot be read"), cancellationToken);
        var url = new Uri(options.LocationOf(put.Name, rehearsal), index.Find(options.Chart, consignment.Version)?.Urls.FirstOrDefault() ?? "");
        using var reply = await client.DownloadAsync(url, asAnybody: true, offset: 0, Message(consignment, $"names {url}, which cannot be read"), cancellationToken);
        if (reply is null)
            return new Probe.Unknown($"the index names {url}, and nothing is there");
        await using var body = await reply.OpenBodyAsync(cancellationToken);
        var served = Convert.ToHexStringLower(await SHA256.HashDataAsync(body, cancellationToken));
        return served == digest.Hex ? probe : new Probe.Different($"the index names {url}, where sha256:{served} is served", MayMove: false);
    }

    public async Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext context, CancellationToken cancellationToken)
    {
        var options = ChartIndexOptions.Of(consignment.Options);
        var (_, index) = await OpenAsync(consignment, options, Message(consignment, "cannot be read"), cancellationToken);
        return new WithdrawalPlan
        {
            Steps =
            [
                .. consignment.Effects.OfType<Effect.Put>().Select(put => new WithdrawalStep(
                    new Effect.Withdraw(put.Name, put.Digest, Restored: null),
                    $"{options.Chart} {consignment.Version} is taken out of the index",
                    IsDone: index.Find(options.Chart, consignment.Version) is not { } entry || !Names(entry, put.Digest!))),
            ],
        };
    }

    private static Probe Compare(ChartIndexOptions options, ChartEntry? entry, Digest digest) => entry switch
    {
        null => new Probe.Absent(),
        _ when Names(entry, digest) => new Probe.Same($"sha256:{entry.Digest}", options.Site.AbsoluteUri),
        _ => new Probe.Different(entry.Digest.Length == 0 ? "an entry without a digest" : $"an entry with sha256:{entry.Digest}", MayMove: false),
    };

    private static bool Names(ChartEntry entry, Digest digest) => entry.Digest.Equals(digest.Hex, StringComparison.OrdinalIgnoreCase);

    private static async Task<YamlMappingNode> MetadataAsync(
        IContentSource content, Effect.Put put, ChartIndexOptions options, Consignment consignment, CancellationToken cancellationToken)
    {
        await using var package = content.Open(put.Name);
        var metadata = await ChartMetadata.ReadAsync(package, put.Name, cancellationToken);
        string? Says(string member) => metadata.Children.TryGetValue(new YamlScalarNode(member), out var value) ? (value as YamlScalarNode)?.Value : null;
        return Says("name") == options.Chart && Says("version") == consignment.Version
            ? metadata
            : throw new ReleaseException(ExitCode.Refused, $"{put.Name} is not {options.Chart} {consignment.Version}", $"its Chart.yaml says {Says("name")} {Says("version")}", null);
    }

    private async Task<(ReadOnlyMemory<byte>? Before, ChartIndexDocument Index)> OpenAsync(
        Consignment consignment, ChartIndexOptions options, string message, CancellationToken cancellationToken)
    {
        var before = await Branch(consignment, options).ReadAsync(message, cancellationToken);
        try
        {
            return (before, before is { } file ? ChartIndexDocument.Parse(file.Span) : ChartIndexDocument.Empty());
        }
        catch (FormatException malformed)
        {
            throw new DeliveryException(
                DeliveryFailure.Refused, message, $"{options.Path} on branch {options.Branch} of {consignment.Address} is no index of charts: {malformed.Message}", "mend it, or name another path: 'path' of the destination", inner: malformed);
        }
    }

    private IndexBranch Branch(Consignment consignment, ChartIndexOptions options) => new(client, options.SiteOf(consignment, rehearsal), options.Branch, options.Path);

    private static string Message(Consignment consignment, string what) => $"destination {consignment.Destination}: the chart index of {consignment.Address} {what}";
}
