using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Actions;

/// <summary>Actions that make GitHub releases and upload to them.</summary>
internal static class ReleaseActions
{
    // It takes a release that is there, and replaces assets of the same name.
    public static IEnumerable<PublishingAct> Softprops(ActionCall call) =>
        [Release(call, "tag_name", PublicationForm.Create, call.Input("overwrite_files")?.Known == "false" ? Repetition.Fails : Repetition.Harmless, "files")];

    public static IEnumerable<PublishingAct> Ncipollo(ActionCall call) =>
    [
        Release(call, "tag", PublicationForm.Create, call.MayBe("allowUpdates", false) || call.MayBe("skipIfReleaseExists", false) ? Repetition.Harmless : Repetition.Fails, "artifacts")
            with { RepetitionOption = "allowUpdates: true" },
    ];

    public static IEnumerable<PublishingAct> Svenstaro(ActionCall call) =>
        [Release(call, "tag", PublicationForm.Upload, call.MayBe("overwrite", false) ? Repetition.Harmless : Repetition.Fails, "file") with { RepetitionOption = "overwrite: true" }];

    public static IEnumerable<PublishingAct> GoReleaser(ActionCall call)
    {
        var arguments = call.InputOr("args", "");
        var publishes = arguments.Contains("release") && !arguments.Contains("--snapshot") && !arguments.Contains("--skip=publish") && !arguments.Contains("--skip-publish");
        return publishes ? [Release(call, "tag", PublicationForm.Create, Repetition.Unknown)] : [];
    }

    public static PublishingAct.Publish Release(ActionCall call, string tagInput, PublicationForm form, Repetition repetition, string? filesInput = null) => new()
    {
        Tool = call.Name,
        Channel = Channel.GitHubRelease,
        Form = form,
        Address = call.Input(tagInput) is { IsEmpty: false } tag ? tag : ShellText.Unknown("${{ github.ref_name }}"),
        Repetition = repetition,
        Files = filesInput is not null && call.Input(filesInput) is { } files ? files.SplitAll('\n', ',') : [],
    };
}
