using System.Collections.Concurrent;
using Drayage.Listening;
using Drayage.Model;

namespace Drayage.Tests.Listening;

/// <summary>Phase 2 as a test wants it: every tag has a waybill, and a run completes, unless the test says otherwise.</summary>
internal sealed class ScriptedHandler : IReleaseHandler
{
    public ConcurrentQueue<string> Looks { get; } = new();

    /// <summary>Tags in the order in which runs began.</summary>
    public ConcurrentQueue<string> Runs { get; } = new();

    public Func<ReleaseReference, Resolution> OnResolve { get; set; } = release => new Resolution.Verified(DigestOf(release.Tag));

    public Func<string, CancellationToken, Task<RunOutcome>> OnRun { get; set; } = (_, _) => Task.FromResult<RunOutcome>(new RunOutcome.Complete());

    public static Digest DigestOf(string tag) => Digest.OfSha256(System.Text.Encoding.UTF8.GetBytes(tag));

    public Task<Resolution> ResolveAsync(ReleaseReference release, CancellationToken cancellationToken)
    {
        Looks.Enqueue(release.Tag);
        return Task.FromResult(OnResolve(release));
    }

    public Task<RunOutcome> RunAsync(string tag, Digest waybill, CancellationToken cancellationToken)
    {
        Runs.Enqueue(tag);
        return OnRun(tag, cancellationToken);
    }
}
