using System.Net;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.GitHub.Tags;

/// <summary>
/// Makes annotated tags on the released commit. A tag is made only where there is none: whoever comes second reads what the first one
/// made, and the same commit is the same tag.
/// </summary>
internal sealed class TagPublisher(GitHubClient client, GitHubPreflight preflight, Uri? rehearsal) : IPublisher
{
    private readonly TaggedCommit tags = new(client);

    public bool IsReversible => false;

    public int Concurrency => 1;

    public async Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var (options, site) = Open(consignment);
        var report = await preflight.RunAsync(consignment, site, options.Commit, cancellationToken);
        if (!report.IsReady)
            return report;
        return report.With(await LookAsync(consignment, cancellationToken) switch
        {
            Probe.Different other => PreflightFinding.Refused(PreflightSubject.Version, $"there is {other.Found}"),
            Probe.Same => PreflightFinding.Good(PreflightSubject.Version, $"tag {options.Tag} names this commit already"),
            _ => PreflightFinding.Good(PreflightSubject.Version, $"tag {options.Tag} is free"),
        });
    }

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, cancellationToken);

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, cancellationToken);

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var (options, site) = Open(consignment);
        var message = $"destination {consignment.Destination}: tag {options.Tag} was not made";
        var request = new TagRequest(options.Tag, options.Message, options.Commit, "commit");
        using var made = await client.SendAsync(HttpMethod.Post, site.TagObjects, request, GitHubJson.Default.TagRequest, message, cancellationToken);
        var tag = await GitHubClient.ReadAsync(made, GitHubJson.Default.MadeDocument, message, cancellationToken);
        using var named = await client.SendAsync(
            HttpMethod.Post, site.References, new RefRequest($"refs/tags/{options.Tag}", tag.Sha), GitHubJson.Default.RefRequest, message, cancellationToken);
        if (named.IsSuccess)
            return;
        var refusal = GitHubRefusals.Explain(await named.ToFailureAsync(cancellationToken), message);
        if (named.Status is not (HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity))
            throw refusal;
        switch (await LookAsync(consignment, cancellationToken))
        {
            case Probe.Same:
                return;
            case Probe.Different other:
                throw new DeliveryException(
                    DeliveryFailure.Conflict, message, $"there is {other.Found}", "a tag that names another commit is another release: release a new version");
            default:
                throw refusal;
        }
    }

    private async Task<Probe> LookAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var (options, site) = Open(consignment);
        var message = $"destination {consignment.Destination}: tag {options.Tag} cannot be read";
        return await tags.FindAsync(site, options.Tag, message, cancellationToken) switch
        {
            null => new Probe.Absent(),
            { } commit when commit == options.Commit => new Probe.Same($"tag {options.Tag} at commit {commit}", Url: null),
            { } commit => new Probe.Different($"tag {options.Tag} at commit {commit}, not {options.Commit}", MayMove: false),
        };
    }

    private (TagOptions Options, RepositorySite Site) Open(Consignment consignment)
    {
        var options = TagOptions.Of(consignment.Options);
        return (options, options.SiteOf(consignment, rehearsal));
    }
}
