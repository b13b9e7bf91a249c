using System.Net;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub.Dispatching;

/// <summary>Starts GitHub workflows. GitHub answers 204 and does not tell which were started, nor whether any was.</summary>
/// <param name="hasToken">Whether there is one, as far as that shows without using it.</param>
internal sealed class DispatchPublisher(GitHubClient client, bool hasToken, Uri? rehearsal) : IPublisher
{
    public bool IsReversible => false;

    // GitHub asks not to create content concurrently.
    public int Concurrency => 1;

    public DeliveryGuarantee Guarantee => DeliveryGuarantee.AtLeastOnce;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) => Task.FromResult(new PreflightReport(
        [hasToken
            ? PreflightFinding.Unknown(PreflightSubject.Permission, $"workflows of {consignment.Address} are started at the end; whether the token may start them cannot be known before")
            : PreflightFinding.Doubtful(PreflightSubject.Credential, "the token is not set: workflows will not be started; nothing else waits for that")]));

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        Task.FromResult<Probe>(new Probe.Unknown("GitHub does not tell which workflows were started"));

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    public Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var told = content.EventOf(consignment.Announcement!, (Effect.Announce)effect);
        var options = DispatchOptions.Of(consignment.Options);
        var api = RepositorySite.ApiOf(options.Api, rehearsal);
        var request = DispatchRequest.Of(api, consignment, told);
        return client.PostAsync(
            request.Address,
            request.Body,
            $"destination {consignment.Destination}: {options.Workflow ?? "workflows"} of {consignment.Address} could not be started for {told.Type} of {told.Subject}",
            (failure, message) => Explain(failure, message, options),
            cancellationToken);
    }

    private static DeliveryException Explain(HttpFailure failure, string message, DispatchOptions options)
    {
        var explained = GitHubRefusals.Explain(failure, message);
        return explained.Failure == DeliveryFailure.Transient
            ? explained
            : new DeliveryException(DeliveryFailure.Refused, message, explained.Because, HintFor(failure, options) ?? explained.Hint);
    }

    private static string? HintFor(HttpFailure failure, DispatchOptions options) => failure.Status switch
    {
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound when options.Workflow is { } workflow =>
            $"the repository needs .github/workflows/{workflow}, and the token Actions: write there ('permissions: actions: write' of the job)",
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            "the token needs Contents: write for that repository ('permissions: contents: write' of the job)",
        HttpStatusCode.UnprocessableEntity when options.Workflow is { } workflow =>
            $"{workflow} at {options.Ref} must have 'on: workflow_dispatch' with the inputs {string.Join(", ", options.Inputs.Keys)}",
        _ => null,
    };
}
