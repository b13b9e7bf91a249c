using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Releases;
using Drayage.Ecosystems.GitHub.Rolling;
using Drayage.Ecosystems.GitHub.Tags;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.GitHub;

/// <summary>Delivers to one GitHub repository: each consignment in its own form.</summary>
internal sealed class GitHubPublisher : IPublisher, IWithdrawing
{
    private readonly ReleasePublisher releases;
    private readonly TagPublisher tags;
    private readonly RollingPublisher rolling;

    /// <param name="account">What names the token; null without one.</param>
    public GitHubPublisher(GitHubClient client, string? account, Uri? rehearsal)
    {
        // The embedded registries count nothing.
        Limits = account is null || rehearsal is not null ? DeliveryLimits.None : GitHubLimits.Of(account);
        var preflight = new GitHubPreflight(client, isRehearsal: rehearsal is not null);
        releases = new ReleasePublisher(client, preflight, rehearsal);
        tags = new TagPublisher(client, preflight, rehearsal);
        rolling = new RollingPublisher(client, preflight, rehearsal);
    }

    // What is made before a release becomes visible can be taken back.
    public bool IsReversible => true;

    // GitHub's secondary limits count concurrent requests of a token over all its uses.
    public int Concurrency => 4;

    public DeliveryLimits Limits { get; }

    public Uri? LocationOf(Consignment consignment, string artifactName) => Of(consignment).LocationOf(consignment, artifactName);

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        Of(consignment).PreflightAsync(consignment, cancellationToken);

    public Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext context, CancellationToken cancellationToken) =>
        ConsignmentForm.Of(consignment.Options) switch
        {
            ConsignmentForm.Tag => Task.FromResult(new WithdrawalPlan { Stays = [$"tag {consignment.Options["tag"]} stays: others may have fetched it, and a version is not used twice"] }),
            ConsignmentForm.Rolling => Task.FromResult(new WithdrawalPlan { Stays = [$"rolling release {consignment.Options["tag"]} only goes on: the run of a later commit replaces it"] }),
            _ => releases.PlanWithdrawalAsync(consignment, cancellationToken),
        };

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Of(consignment).ProbeAsync(consignment, effect, content, cancellationToken);

    public Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Of(consignment).SendAsync(consignment, effect, content, cancellationToken);

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Of(consignment).ReadBackAsync(consignment, effect, content, cancellationToken);

    private IPublisher Of(Consignment consignment) => ConsignmentForm.Of(consignment.Options) switch
    {
        ConsignmentForm.Tag => tags,
        ConsignmentForm.Rolling => rolling,
        _ => releases,
    };
}
