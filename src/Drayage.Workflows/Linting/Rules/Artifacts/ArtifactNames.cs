using System.Text.RegularExpressions;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;

namespace Drayage.Workflows.Linting.Rules.Artifacts;

/// <summary>Names of workflow artifacts, which may have unknown parts, and patterns that catch them.</summary>
internal static class ArtifactNames
{
    /// <summary>The artifacts that a job uploads, those of a called workflow of the repository included.</summary>
    public static IEnumerable<PartialText> UploadedBy(LintTarget target, JobTarget job)
    {
        var steps = job.Steps.Select(step => (step.Step, step.Scope));
        if (target.Repository.Workflow(job.Job.Uses) is { } called)
            steps = called.Jobs.SelectMany(inner => new JobTarget(target.Repository, called, inner).Steps).Select(step => (step.Step, step.Scope));
        return steps
            .Where(step => step.Step.Uses?.Is("actions/upload-artifact") == true)
            .Select(step => step.Step.With.Find("name") is { } name ? step.Scope.Expand(name.Value) : PartialText.Known("artifact"));
    }

    /// <summary>Whether a pattern catches a name for certain, whatever stands for its unknown parts.</summary>
    public static bool Catches(string pattern, PartialText name)
    {
        // An unknown part can be caught by a star only: it is compared as a character that no pattern spells.
        var text = string.Concat(name.Parts.Select(part => part.IsKnown ? part.Text : "\u0001"));
        var expression = Regex.Escape(pattern).Replace("\\*\\*", ".*", StringComparison.Ordinal).Replace("\\*", "[^/]*", StringComparison.Ordinal).Replace("\\?", "[^/\u0001]", StringComparison.Ordinal);
        return Regex.IsMatch(text, $"^{expression}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
