using System.Collections.Immutable;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;
using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Publishing.Jobs;

/// <summary>A step with what it does for a release.</summary>
internal sealed record StepActs
{
    public required TracedStep Traced { get; init; }

    /// <summary>The script's text in the file; null for a step without one.</summary>
    public required ScalarText? Text { get; init; }

    /// <summary>The script as it runs; null for a step without one.</summary>
    public required EvaluatedScript? Script { get; init; }

    /// <summary>In the order in which they happen.</summary>
    public required ImmutableArray<PublishingAct> Acts { get; init; }

    public SourceFile Source => Traced.Source;

    public IEnumerable<PublishingAct.Publish> Publications => Acts.OfType<PublishingAct.Publish>();

    /// <summary>The commands of the script with the program that each calls.</summary>
    public IEnumerable<CommandCall> Calls => (Script?.Commands ?? []).Select(CommandCall.Of).OfType<CommandCall>();

    /// <summary>The place in the file of a stretch of the script.</summary>
    public SourcePlace PlaceOf(TextSpan span) => Text?.PlaceOf(span.Start, span.Length) ?? Traced.Step.Place;

    /// <summary>Where an act is shown: its command, or the action that the step uses.</summary>
    public SourcePlace PlaceOf(PublishingAct act) =>
        act.Command is { } command ? FirstLine(PlaceOf(command.Span)) : Traced.Step.Uses?.Text.Place ?? Traced.Step.Place;

    /// <summary>Where a publication's address is shown: the word in the script, the input of the action, or the whole act.</summary>
    public SourcePlace PlaceOfAddress(PublishingAct.Publish publish)
    {
        if (publish.AddressSpan is { } span)
            return FirstLine(PlaceOf(span));
        var shown = publish.Address.KnownStart;
        var input = Traced.Step.With.FirstOrDefault(s => shown.Length > 3 && s.Value.Value.Contains(shown, StringComparison.Ordinal));
        if (input is null || publish.Command is not null)
            return PlaceOf(publish);
        var at = input.Value.Value.IndexOf(shown, StringComparison.Ordinal);
        var end = input.Value.Value.AsSpan(at).IndexOfAny('\n', ',');
        return input.Value.PlaceOf(at, end < 0 ? input.Value.Value.Length - at : end);
    }

    private SourcePlace FirstLine(SourcePlace place) => Source.Place(place.Start, Math.Min(place.End, Math.Max(place.Start, Source.LineEnd(place.Line))));
}
