using Drayage.Model;

namespace Drayage.Cli.Checking;

/// <summary>The lock files say the same as the manifests beside them.</summary>
internal sealed class LockFilesCheck(Composition composition) : ICheck
{
    public string Name => "lock-files";

    public Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var project = subject.Project;
        var compared = composition.Ecosystems.Values.OrderBy(ecosystem => ecosystem.Name, StringComparer.Ordinal)
            .SelectMany(ecosystem => ecosystem.LockFiles?.Compare(project.Tree, project.Catalog, cancellationToken) ?? [])
            .ToArray();
        var stale = compared.Where(file => !file.IsFresh).ToArray();
        return Task.FromResult<CheckOutcome>((stale, compared) switch
        {
            ([var first, ..], _) => new CheckOutcome.Bad(
                $"{first.Differences[0]}{(stale.Sum(file => file.Differences.Length) is > 1 and var all ? $"; and {all - 1} more{(stale.Length > 1 ? $", in {string.Join(", ", stale.Select(file => file.Path))}" : "")}" : "")}",
                $"renew and commit: {string.Join("; ", stale.Select(file => file.Command))}"),
            (_, []) => new CheckOutcome.NotApplicable("the repository has no lock file that can be compared"),
            _ => new CheckOutcome.Good($"{Counted.Of(compared.Length, "lock file")} {(compared.Length == 1 ? "says" : "say")} the same as the manifests"),
        });
    }
}
