using Drayage.Model;

namespace Drayage.Cli.Checking;

/// <summary>The work tree is what the commit says.</summary>
internal sealed class WorkTreeCheck : ICheck
{
    private const int Shown = 3;

    public string Name => "work-tree";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var head = await subject.Git.HeadAsync(cancellationToken);
        var status = await subject.Git.StatusAsync(cancellationToken);
        if (head is null)
            return new CheckOutcome.Bad("the repository has no commit", "commit the sources first: a release names a commit");
        return status.IsDirty
            ? new CheckOutcome.Bad(
                $"not as in commit {head.Id.Short}: {Counted.Of(status.Changes.Length, "path")}, {string.Join(", ", status.Changes.Take(Shown).Select(change => change.Path))}{(status.Changes.Length > Shown ? ", …" : "")}",
                "commit or put aside the changes")
            : new CheckOutcome.Good($"clean at commit {head.Id.Short}");
    }
}
