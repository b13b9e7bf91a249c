using System.Collections.Frozen;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Runners;

/// <summary>A job asks for a runner that GitHub keeps no more, and waits for a day before it fails.</summary>
internal sealed class RetiredRunnerRule : LintRule
{
    private static readonly FrozenDictionary<string, string> Retired = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ubuntu-16.04"] = "2021-09-20",
        ["ubuntu-18.04"] = "2023-04-03",
        ["ubuntu-20.04"] = "2025-04-15",
        ["windows-2016"] = "2022-03-15",
        ["windows-2019"] = "2025-06-30",
        ["macos-10.15"] = "2022-08-30",
        ["macos-11"] = "2024-06-28",
        ["macos-12"] = "2024-12-03",
        ["macos-13"] = "2025-12-04",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public override string Id => "retired-runner";

    public override Severity Severity => Severity.Error;

    public override string Title => "a job asks for a runner that is there no more";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            // Several labels name a machine of one's own, which may be called anything.
            if (job.Job.RunsOn is not [var label])
                continue;
            var scope = JobScope.Of(job.Workflow, ExpressionScope.Empty);
            var asked = job.Legs.Legs.Select(leg => scope.With("matrix", leg.Values).Expand(label.Value).Value).OfType<string>();
            foreach (var name in asked.Distinct(StringComparer.OrdinalIgnoreCase).Where(Retired.ContainsKey))
                yield return Found(
                    target.Source,
                    label.Place,
                    $"job '{job.Id}' asks for the runner {name}",
                    $"GitHub has kept none since {Retired[name]}; the job waits for one until it is cancelled",
                    $"take a later one, such as {name[..name.IndexOf('-', StringComparison.Ordinal)]}-latest");
        }
    }
}
