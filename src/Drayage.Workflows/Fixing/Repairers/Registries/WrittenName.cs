using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Lowers the letters of an image name where they are written.</summary>
internal static class WrittenName
{
    /// <returns>Null where the name is not written in one place.</returns>
    public static TextEdit? Lower(FoundAct found, ShellText repository)
    {
        var name = repository.Pieces.OfType<TextPiece.Known>().Select(piece => piece.Text).First(text => text.Any(char.IsAsciiLetterUpper));
        if (name.Length < 3)
            return null;
        var address = found.Step.PlaceOfAddress(found.Publish);
        if (Only(found, address, name) is { } here)
            return here;
        var step = found.Step.Traced.Step;
        var texts = step.Env.Concat(step.With).Concat(found.Job?.Job.Env ?? []).Concat(found.Job?.Workflow.Env ?? []).Select(setting => setting.Value)
            .Append(found.Step.Text).OfType<ScalarText>()
            .Where(text => ReferenceEquals(text.Source, found.File.Read) && text.Value.Contains(name, StringComparison.Ordinal))
            .ToList();
        return texts is [var only] ? Only(found, only.Place, name) : null;
    }

    private static TextEdit? Only(FoundAct found, SourcePlace place, string name)
    {
        var raw = found.File.Raw(place.Start, place.End);
        var at = raw.IndexOf(name, StringComparison.Ordinal);
        return at < 0 || raw.IndexOf(name, at + 1, StringComparison.Ordinal) >= 0
            ? null
            : new TextEdit(place.Start + at, place.Start + at + name.Length, name.ToLowerInvariant());
    }
}
