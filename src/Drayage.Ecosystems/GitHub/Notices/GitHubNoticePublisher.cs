using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Writes notices into issues and discussions. What was written is found again by its marker, so that nothing is told twice.</summary>
/// <param name="hasToken">Whether there is one, as far as that shows without using it.</param>
internal sealed class GitHubNoticePublisher(GitHubClient client, bool hasToken, Uri? rehearsal) : IPublisher
{
    public bool IsReversible => false;

    // GitHub asks not to create content concurrently.
    public int Concurrency => 1;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) => Task.FromResult(new PreflightReport(
        [hasToken
            ? PreflightFinding.Unknown(PreflightSubject.Permission, $"it is told in {consignment.Address} at the end; whether the token may write there cannot be known before")
            : PreflightFinding.Doubtful(PreflightSubject.Credential, "the token is not set: nobody will be told there; nothing else waits for that")]));

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var told = content.EventOf(consignment.Announcement!, (Effect.Announce)effect);
        var found = await ConversationOf(consignment).FindAsync(
            GitHubNoticeText.MarkerOf(told), $"destination {consignment.Destination}: {consignment.Address} cannot be asked whether {told.Type} of {told.Subject} was told", cancellationToken);
        return found is null ? new Probe.Absent() : new Probe.Same(told.Id, found);
    }

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    public Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var notice = content.NoticeOf(consignment.Announcement!, (Effect.Announce)effect);
        var conversation = ConversationOf(consignment);
        return conversation.WriteAsync(
            GitHubNoticeText.TitleOf(notice, consignment.Options),
            GitHubNoticeText.BodyOf(notice, consignment.Options, conversation.HasTitle),
            $"destination {consignment.Destination}: {notice.Event.Type} of {notice.Event.Subject} was not told",
            cancellationToken);
    }

    private Conversation ConversationOf(Consignment consignment)
    {
        var site = new RepositorySite(RepositorySite.ApiOf(new Uri(consignment.Options["api"]), rehearsal), consignment.Address);
        return NoticePlace.Of(consignment.Options) switch
        {
            NoticePlace.Comment comment => new IssueComments(client, site, comment.Issue),
            NoticePlace.NewDiscussion discussion => new Discussions(client, site, consignment.Address, discussion.Category),
            NoticePlace.NewIssue issue => new Issues(client, site, issue.Labels),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
    }
}
