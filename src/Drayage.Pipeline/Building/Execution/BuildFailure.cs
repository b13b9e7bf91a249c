using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Words a failed build: each failure with its cause, then what was skipped and what went on.</summary>
internal static class BuildFailure
{
    public static ReleaseException From(BuildStep[] failures, ImmutableArray<BuildStep> steps, Dictionary<string, StepOutcome> outcomes)
    {
        var errors = failures.Select(step => ((StepOutcome.Failed)outcomes[step.Id]).Error).ToArray();
        var message = failures.Length == 1
            ? errors[0].Message
            : $"{failures.Length} of {steps.Length} build steps failed: {string.Join(", ", failures.Select(f => f.Id))}";
        var because = failures.Length == 1
            ? errors[0].Because
            : string.Join('\n', errors.Select(e => e.Because is null ? e.Message : $"{e.Message}\n{e.Because}"));
        var skipped = steps.Where(s => outcomes[s.Id] is StepOutcome.Skipped).Select(s => s.Id).ToArray();
        var done = steps.Count(s => outcomes[s.Id] is StepOutcome.Built or StepOutcome.Unchanged);
        var rest = string.Join("; ", new[] { NotStarted(skipped, failures.Length), Kept(done, besideSkipped: skipped.Length > 0) }.OfType<string>());
        return new ReleaseException(ExitCode.Refused, message, rest.Length == 0 ? because : $"{because}\n{rest}", errors[0].Hint, errors[0]);
    }

    private static string? NotStarted(string[] skipped, int failures) =>
        skipped.Length == 0 ? null : $"not started for want of {(failures == 1 ? "it" : "them")}: {string.Join(", ", skipped)}";

    private static string? Kept(int done, bool besideSkipped) => (done, besideSkipped) switch
    {
        (0, _) => null,
        (1, false) => "the other step finished and is kept",
        (1, true) => "1 other step finished and is kept",
        (_, false) => $"the other {done} steps finished and are kept",
        (_, true) => $"{done} other steps finished and are kept",
    };
}
