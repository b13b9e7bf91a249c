using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Actions;

/// <summary>Actions that push images.</summary>
internal static class ImageActions
{
    public static IEnumerable<PublishingAct> BuildPush(ActionCall call)
    {
        var outputs = (call.Input("outputs")?.SplitAll('\n') ?? []).Where(ImageExport.MayPush).ToList();
        if (!call.MayBe("push", false) && outputs.Count == 0)
            return [];
        ImmutableArray<ShellText> platforms = [.. Items(call, "platforms")];
        var named = outputs.SelectMany(o => o.SplitAll(',')).Where(p => p.StartsWith("name=")).Select(p => p.SplitAt('=')!.Value.After);
        return Items(call, "tags").Concat(named).Select(reference => Image(call, reference) with { Platforms = platforms });
    }

    public static IEnumerable<PublishingAct> PushToRegistry(ActionCall call)
    {
        var name = ShellText.Concat(call.InputOr("registry", ""), "/", call.InputOr("image", ""));
        var tags = call.Input("tags")?.SplitAll(' ', '\n') ?? [];
        return tags.IsDefaultOrEmpty
            ? [Image(call, name)]
            : tags.Select(tag => Image(call, tag.Contains("/") ? tag : ShellText.Concat(name, ":", tag)));
    }

    public static IEnumerable<PublishingAct> Elgohr(ActionCall call)
    {
        var registry = call.Input("registry");
        var name = call.InputOr("name", "");
        if (registry is { IsEmpty: false } && !name.StartsWith(registry.KnownStart))
            name = ShellText.Concat(registry, "/", name);
        return [Image(call, name), SignIn(call, registry)];
    }

    public static IEnumerable<PublishingAct> Smithers(ActionCall call)
    {
        var registry = call.InputOr("registry", ImageName.DockerHub);
        return [SignIn(call, registry), .. call.MayBe("pushImage", true) ? [Image(call, ShellText.Concat(registry, "/", call.InputOr("image", "")))] : Array.Empty<PublishingAct>()];
    }

    public static IEnumerable<PublishingAct> Attest(ActionCall call) =>
        call.MayBe("push-to-registry", false) && call.Input("subject-name") is { } name ? [Image(call, name) with { Channel = Channel.Artifact }] : [];

    /// <summary>One image for each line or comma of an input.</summary>
    public static IEnumerable<PublishingAct> Lines(ActionCall call, string input, PublicationForm form) =>
        Items(call, input).Select(reference => Image(call, reference) with { Form = form });

    public static PublishingAct.Publish Image(ActionCall call, ShellText reference) => new()
    {
        Tool = call.Name,
        Channel = Channel.Image,
        Form = PublicationForm.Upload,
        Address = reference,
        Repetition = Repetition.Harmless,
    };

    private static PublishingAct.Login SignIn(ActionCall call, ShellText? registry) => new()
    {
        Tool = call.Name,
        Registry = registry is { IsEmpty: false } ? registry : ImageName.DockerHub,
    };

    private static IEnumerable<ShellText> Items(ActionCall call, string input) =>
        (call.Input(input)?.SplitAll('\n', ',') ?? []).Select(item => item.Trim()).Where(item => !item.IsEmpty);
}
