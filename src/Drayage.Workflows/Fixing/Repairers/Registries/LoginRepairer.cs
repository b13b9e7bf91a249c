using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Signs in to a registry before the first push of a job, under the conditions of its pushes. A runner of one's own may be signed in already.</summary>
internal sealed class LoginRepairer : Repairer
{
    public override string Rule => "push-without-login";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var job in target.Lint.Jobs)
        {
            if (target.Edit(job.Workflow.Source) is not { } file)
                continue;
            var pushes = from step in job.Acts
                         from publish in step.Publications
                         let finding = target.Find(Rule, step.Source, step.PlaceOfAddress(publish))
                         where finding is { Severity: Severity.Error }
                         select (Finding: finding, Step: step, Publish: publish, Registry: ImageName.Parse(publish.Address).IsGitHub ? "ghcr.io" : ImageName.DockerHub);
            foreach (var registry in pushes.GroupBy(push => push.Registry))
            {
                var first = registry.First();
                var login = new LoginStep(target, job, registry.Key, first.Publish.Tool) { If = Condition(registry.Select(push => push.Step)) };
                if (StepEdits.InsertBefore(file, job.Job.Steps, Outer(first.Step), login.Entries()) is { } edit)
                    yield return new Repair(first.Finding, file.Path, $"sign in to {LoginStep.Shown(registry.Key)} before the push{login.Needs}", [edit]);
            }
        }
    }

    private static Step Outer(StepActs step) => step.Traced.Callers.FirstOrDefault() ?? step.Traced.Step;

    /// <summary>What holds whenever one of the steps pushes; null where one always does.</summary>
    private static string? Condition(IEnumerable<StepActs> steps)
    {
        var conditions = steps.Select(Condition).Distinct(StringComparer.Ordinal).ToList();
        return conditions.Contains(null) ? null : conditions is [var only] ? only : string.Join(" || ", conditions.Select(condition => $"({condition})"));
    }

    private static string? Condition(StepActs step)
    {
        var outer = Outer(step);
        var push = step.Traced.Callers.IsEmpty && outer.With.Find("push") is { } input && IsExpression(input.Value) ? Inner(input.Value) : null;
        ImmutableArray<string> both = [.. new[] { outer.If is { Value.Length: > 0 } condition ? Inner(condition.Value) : null, push }.OfType<string>()];
        return both switch
        {
            [] => null,
            [var only] => only,
            _ => string.Join(" && ", both.Select(part => $"({part})")),
        };
    }

    private static bool IsExpression(string text) => text.Trim() is ['$', '{', '{', .., '}', '}'] && text.LastIndexOf("${{", StringComparison.Ordinal) == text.IndexOf("${{", StringComparison.Ordinal);

    private static string Inner(string text) => IsExpression(text) ? text.Trim()[3..^2].Trim() : text.Trim();
}
