using System.Collections.Immutable;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Matrices;

/// <summary>A build of an image: which image, for what platform, with which build arguments.</summary>
/// <param name="Repository">Registry and repository as written, without a tag.</param>
/// <param name="Target">What distinguishes builds of different things: Dockerfile, target and context.</param>
internal sealed record BuildArguments(string Repository, string Target, string Platform, ImmutableSortedSet<string> Names, StepActs Step, SourcePlace Place)
{
    /// <summary>The builds of a step that push an image and name one platform.</summary>
    public static IEnumerable<BuildArguments> Of(StepActs step)
    {
        foreach (var push in step.Publications.Where(push => push is { Channel: Channel.Image, Form: PublicationForm.Upload, MayHaveMoreOptions: false, Platforms.Length: 1 }))
        {
            var name = ImageName.Parse(push.Address);
            if (name.Repository is null || push.Platforms[0].Known is not { } platform)
                continue;
            var (names, target) = push.Command is { } command ? OfCommand(command) : OfAction(step);
            if (names is not null)
                yield return new BuildArguments($"{name.Registry}/{name.Repository}", target, platform, names, step, step.PlaceOf(push));
        }
    }

    private static (ImmutableSortedSet<string>? Names, string Target) OfCommand(EvaluatedCommand command)
    {
        if (CommandCall.Of(command) is not { } call)
            return (null, "");
        var options = CommandOptions.Parse(call.Arguments, "-t", "--tag", "-f", "--file", "--platform", "--build-arg", "-o", "--output", "--cache-from", "--cache-to", "--target", "--label", "--secret", "--builder", "--network", "--attest", "--sbom", "--provenance", "--build-context", "--metadata-file");
        var arguments = options.All("--build-arg").Select(option => Name(option.Value!)).ToArray();
        var target = string.Join(' ', options.All("-f", "--file", "--target").Select(option => option.Value!.ToString()));
        return (arguments.Contains(null) ? null : [.. arguments.OfType<string>()], target);
    }

    private static (ImmutableSortedSet<string>? Names, string Target) OfAction(StepActs step)
    {
        string Input(string name) => Definitions.Settings.Find(step.Traced.Step.With, name) is { } value ? step.Traced.Scope.Expand(value.Value).ToString() : "";
        var lines = Input("build-args").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => Name(line)).ToArray();
        return (lines.Contains(null) ? null : [.. lines.OfType<string>()], $"{Input("file")} {Input("target")} {Input("context")}");
    }

    private static string? Name(ShellText argument)
    {
        var name = (argument.SplitAt('=')?.Before ?? argument).Known;
        return name is { Length: > 0 } && !name.Contains("${{", StringComparison.Ordinal) ? name : null;
    }
}
