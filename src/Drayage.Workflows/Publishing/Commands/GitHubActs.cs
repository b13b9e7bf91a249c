using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>gh: releases and their assets.</summary>
internal static class GitHubActs
{
    public static IEnumerable<PublishingAct> Gh(CommandCall call)
    {
        var options = CommandOptions.Parse(call.Arguments, "-t", "--title", "-n", "--notes", "-F", "--notes-file", "--target", "-R", "--repo", "--discussion-category", "--notes-start-tag", "--tag");
        return options.Operands switch
        {
            [{ Known: "release" }, { Known: "create" }, .. var rest] => [Release(call, rest, PublicationForm.Create, Repetition.Fails, null, options)],
            [{ Known: "release" }, { Known: "upload" }, .. var rest] =>
                [Release(call, rest, PublicationForm.Upload, options.Has("--clobber") ? Repetition.Harmless : Repetition.Fails, "--clobber", options)],
            _ => [],
        };
    }

    private static PublishingAct.Publish Release(
        CommandCall call, IReadOnlyList<EvaluatedWord> rest, PublicationForm form, Repetition repetition, string? option, CommandOptions options) => new()
        {
            Tool = call.Tool,
            Command = call.Command,
            Channel = Channel.GitHubRelease,
            Form = form,
            Address = rest.Count > 0 ? rest[0].Text : ShellText.Empty,
            AddressSpan = rest.Count > 0 ? rest[0].Span : null,
            Files = [.. rest.Skip(1).Select(f => f.Text)],
            Repetition = repetition,
            RepetitionOption = option,
            MayHaveMoreOptions = options.HasUnknownWords,
        };
}
