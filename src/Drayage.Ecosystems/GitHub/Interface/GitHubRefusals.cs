using System.Net;
using Drayage.Model.Explaining.Knowledge;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub.Interface;

/// <summary>Tells what a refusal of GitHub's means and what to do about it.</summary>
internal static class GitHubRefusals
{
    // What GitHub asks for where a secondary limit names no pause.
    private static readonly TimeSpan UnnamedPause = TimeSpan.FromSeconds(60);

    public static DeliveryException Explain(HttpFailure failure, string message)
    {
        if (IsLimit(failure))
        {
            return new DeliveryException(
                DeliveryFailure.Transient, message, failure.Describe(), "wait for GitHub's limit to pass and run: drayage resume", failure.RetryAfter ?? UnnamedPause);
        }

        if (IsTakenAsset(failure))
            return new DeliveryException(DeliveryFailure.Transient, message, failure.Describe(), "another delivery may be under way; run: drayage resume");
        return failure.ToDelivery(message, HintFor(failure));
    }

    private static bool IsLimit(HttpFailure failure) => failure.Status switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Forbidden => failure.RetryAfter is not null || failure.Says("rate limit", "abuse detection"),
        _ => false,
    };

    // Whose upload it is shows when the asset is probed again.
    private static bool IsTakenAsset(HttpFailure failure) =>
        failure.Status == HttpStatusCode.UnprocessableEntity && failure.Has("already_exists") && !failure.Says("tag_name");

    private static string? HintFor(HttpFailure failure) => failure.Status switch
    {
        HttpStatusCode.Unauthorized => "the token is wrong or has expired; in a workflow map it: env: GITHUB_TOKEN: ${{ github.token }}",
        HttpStatusCode.Forbidden when failure.Says("archived") => "the repository is archived and takes nothing",
        HttpStatusCode.Forbidden => "the token may not write releases: give the job 'permissions: contents: write', or the token the repository's Contents: read and write",
        HttpStatusCode.NotFound => "GitHub hides what a token may not see: check 'repository', and that the token is for it with Contents: read and write (and the workflow scope where the commit changes workflows)",
        HttpStatusCode.UnprocessableEntity => UnprocessableHint(failure),
        _ => null,
    };

    private static string? UnprocessableHint(HttpFailure failure) => failure switch
    {
        _ when failure.Says("was used by an immutable release") || (failure.Says("immutable") && failure.Says("tag")) =>
            "the tag belonged to an immutable release and can never carry another: release a new version",
        _ when failure.Says("immutable release") => "the release was published and cannot be changed any more: release a new version",
        _ when failure.Says("target_commitish", "Object does not exist") => "GitHub does not have the commit: push it, then run: drayage resume",
        _ when failure.Says("size must be less than", "file_count") => GitHubFailures.ReleaseLimits.Remedies[0],
        _ when failure.Says("tag_name") && failure.Has("already_exists") => "another release has the tag; look at the repository's releases",
        _ => null,
    };
}
