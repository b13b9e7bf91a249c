using Drayage.Workflows.Expressions;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>Text that strangers write becomes part of a script.</summary>
internal sealed class ScriptInjectionRule : LintRule
{
    public override string Id => "script-injection";

    public override Severity Severity => Severity.Error;

    public override string Title => "text that strangers write becomes part of a script";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var job in target.Jobs)
        {
            foreach (var step in job.Steps)
            {
                foreach (var finding in Check(job, step))
                    yield return finding;
            }
        }

        // An action of which no caller is known may be given anything; what it reads of the event itself is told.
        foreach (var (step, job) in target.Steps.Where(step => step.Job is null))
        {
            foreach (var finding in Check(job, step))
                yield return finding;
        }
    }

    private static ScalarText? Script(TracedStep step) =>
        step.Step.Run ?? (step.Step.Uses?.Is("actions/github-script") == true ? Definitions.Settings.Find(step.Step.With, "script") : null);

    private IEnumerable<Finding> Check(JobTarget? job, TracedStep step)
    {
        if (Script(step) is not { } script || step.Runs == false)
            yield break;
        foreach (var segment in TextTemplate.Parse(script.Value).Segments)
        {
            if (segment.Expression is null || Tainted(script.Value[segment.Start..segment.End], step.Scope) is not { } path)
                continue;
            var severity = SeverityOf(job, step, path);
            yield return Found(
                step.Source,
                script.PlaceOf(segment.Start, segment.End - segment.Start),
                $"'{path}' is text that a stranger may write, and it becomes part of the script",
                severity == Severity.Error
                    ? $"anyone can start the workflow by {Events(job, path)}, and the job's token and secrets are at hand then"
                    : "GitHub puts the text in before the shell reads the script, so that quotes or $( ) in it are obeyed",
                "hand it over in a variable: env: {TEXT: ${{ … }}}, and write \"$TEXT\" in the script",
                severity);
        }
    }

    private static string? Tainted(string expression, ExpressionScope scope) =>
        scope.Expand(expression).Parts
            .Where(part => !part.IsKnown)
            .Select(part => ExpressionParser.Parse(part.Text, out _))
            .OfType<ExpressionNode>()
            .SelectMany(ExpressionFlow.PathsInto)
            .FirstOrDefault(EventText.IsUntrusted);

    private static Severity SeverityOf(JobTarget? job, TracedStep step, string path)
    {
        if (job is null || !EventText.PrivilegedEvents(path).Any(name => job.Workflow.Trigger(name) is not null))
            return Severity.Warning;
        // Conditions on who or what started the run may shut strangers out.
        var conditions = new[] { job.Job.If?.Value, step.Step.If?.Value }.Concat(step.Callers.Select(caller => caller.If?.Value));
        return conditions.OfType<string>().Any(EventText.LooksAtTheActor) || job.Job.Environment is not null ? Severity.Warning : Severity.Error;
    }

    private static string Events(JobTarget? job, string path) =>
        string.Join(" or ", EventText.PrivilegedEvents(path).Where(name => job!.Workflow.Trigger(name) is not null));
}
