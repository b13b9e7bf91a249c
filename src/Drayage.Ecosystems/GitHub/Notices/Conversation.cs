using System.Net;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.GitHub.Notices;

/// <summary>Where notices are written, and found again.</summary>
internal abstract class Conversation
{
    /// <summary>How many of the newest are looked through. What a release told stands among them for as long as it can be resumed.</summary>
    protected const int MostSeen = 1000;

    /// <summary>Whether what is written has a title beside its text.</summary>
    public virtual bool HasTitle => true;

    /// <summary>The permission that writing needs.</summary>
    protected abstract string Permission { get; }

    /// <returns>Where people see it; null where nothing holds the marker.</returns>
    public abstract Task<string?> FindAsync(string marker, string message, CancellationToken cancellationToken);

    public abstract Task WriteAsync(string title, string body, string message, CancellationToken cancellationToken);

    protected DeliveryException Explain(HttpFailure failure, string message)
    {
        var explained = GitHubRefusals.Explain(failure, message);
        return explained.Failure == DeliveryFailure.Transient
            ? explained
            : new DeliveryException(DeliveryFailure.Refused, message, explained.Because, HintFor(failure) ?? explained.Hint);
    }

    private string? HintFor(HttpFailure failure) => failure.Status switch
    {
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            $"check 'repository' and 'issue'; the token needs {Permission}: write there ('permissions: {Permission.ToLowerInvariant()}: write' of the job); then: drayage resume",
        HttpStatusCode.Gone => $"{Permission} are turned off in that repository: turn them on in its settings; then: drayage resume",
        _ => null,
    };
}
