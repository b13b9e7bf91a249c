using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Actions;

/// <summary>What docker/metadata-action makes for the steps behind it.</summary>
internal static class ImageMetadata
{
    public const string Action = "docker/metadata-action";

    /// <summary>A reference for each image that is on for certain.</summary>
    /// <param name="call">The step that calls the action.</param>
    /// <param name="tag">What stands for the tags, which the event decides.</param>
    public static ImmutableArray<ShellText> References(ActionCall call, ShellText tag) =>
        [.. (call.Input("images")?.SplitAll('\n') ?? []).Select(NameOf).OfType<ShellText>().Select(name => ShellText.Concat(name, ":", tag))];

    // `ghcr.io/acme/app` or `name=ghcr.io/acme/app,enable=true`. The action lowers names itself.
    private static ShellText? NameOf(ShellText line)
    {
        ShellText? name = null;
        foreach (var field in line.SplitAll(',').Select(field => field.Trim()))
        {
            if (field.StartsWith("#") || field.StartsWith("enable=") && field.Known != "enable=true")
                return null;
            if (!field.IsEmpty && !field.StartsWith("enable="))
                name = field.StartsWith("name=") ? field.SplitAt('=')!.Value.After : field;
        }
        return name?.ToLowercase();
    }
}
