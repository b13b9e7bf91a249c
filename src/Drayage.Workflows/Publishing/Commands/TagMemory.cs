using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>git: the tags that a script makes and pushes.</summary>
internal sealed class TagMemory
{
    private readonly List<ShellText> made = [];

    public IEnumerable<PublishingAct> Read(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "-C", "-c", "-m", "--message", "-F", "--file", "-u", "--local-user", "-o", "--push-option", "--git-dir", "--work-tree");
        if (options.Operands is [{ Known: "tag" }, { } name, ..] && !options.Has("-l", "--list", "-d", "--delete", "-v", "--verify"))
            made.Add(name.Text);
        if (options.Operands is not [{ Known: "push" }, .. var rest] || options.Has("--delete", "-d", "--dry-run", "-n"))
            return [];
        var pushed = rest.Skip(1).Where(IsTag).ToList();
        if (pushed.Count == 0 && options.Has("--tags", "--follow-tags"))
            return [Push(call, ShellText.Unknown("every tag"), null, options.Has("-f", "--force"))];
        return pushed.Select(w => Push(call, TagName(w.Text), w, options.Has("-f", "--force") || w.Text.StartsWith("+")));
    }

    private bool IsTag(EvaluatedWord word) =>
        !word.Text.StartsWith(":") && (word.Text.Contains("refs/tags/") || made.Any(m => m.Equals(word.Text)));

    private static ShellText TagName(ShellText reference)
    {
        const string prefix = "refs/tags/";
        var last = reference.Pieces.LastOrDefault(p => p is TextPiece.Known k && k.Text.Contains(prefix, StringComparison.Ordinal));
        if (last is not TextPiece.Known known)
            return reference;
        var at = reference.Pieces.LastIndexOf(last);
        return ShellText.Join(reference.Pieces[at..].SetItem(0, new TextPiece.Known(known.Text[(known.Text.LastIndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..])));
    }

    private static PublishingAct.Publish Push(CommandCall call, ShellText tag, EvaluatedWord? word, bool forced) => new()
    {
        Tool = call.Tool,
        Command = call.Command,
        Channel = Channel.GitTag,
        Form = PublicationForm.Create,
        Address = tag,
        AddressSpan = word?.Span,
        Repetition = forced ? Repetition.Harmless : Repetition.Unknown,
    };
}
