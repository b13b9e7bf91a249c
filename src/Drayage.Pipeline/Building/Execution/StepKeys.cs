using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Caching;
using Drayage.Platform.Git;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>
/// The content key of a step: a digest over everything that decides its result. Equal keys mean that an earlier result
/// stands for this one.
/// </summary>
/// <param name="sources">Every file that git tracks or would track, with the name of its content.</param>
/// <param name="toolVersions">Program → what it says its version is.</param>
/// <param name="epoch">SOURCE_DATE_EPOCH.</param>
public sealed class StepKeys(SourceSnapshot sources, IReadOnlyDictionary<string, string> toolVersions, long epoch)
{
    // Raised when the meaning of a key or of a stored record changes.
    private const string Generation = "drayage step 1";

    public long Epoch => epoch;

    public Digest Of(BuildStep step)
    {
        var key = new ContentKey().Add(Generation, step.Id, step.UsesEpoch ? epoch.ToString() : "-");
        foreach (var tool in step.Tools)
            key.Add("tool", tool.Program, toolVersions.GetValueOrDefault(tool.Program, ""));
        key.Add("setting", step.Settings);
        foreach (var command in step.Commands)
            key.Add(["command", command.WorkingDirectory, command.Program, .. command.Arguments]).Add("variable", command.Environment);
        foreach (var output in step.Outputs)
            key.Add("output", output.Kind, output.Name, output.Path);
        foreach (var file in Inputs(step))
            key.Add("input", file.Path, file.Mode, file.Blob.Hex);
        return key.ToDigest();
    }

    private IEnumerable<SourceFile> Inputs(BuildStep step) =>
        step.Inputs
            .SelectMany(input => sources.Find(input) is { } file ? [file] : sources.Under(input).ToArray())
            .DistinctBy(file => file.Path)
            .OrderBy(file => file.Path, StringComparer.Ordinal);
}
