using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Expressions;

namespace Drayage.Workflows.Resolution;

/// <summary>
/// Evaluates a matrix as GitHub does: the product of the axes, first axis outermost; less what <c>exclude</c> matches; then each entry
/// of <c>include</c> in turn extends every original combination of which it changes no original value, or else is a leg of its own.
/// </summary>
public static class MatrixEvaluator
{
    // GitHub's own limit for one matrix.
    private const int MaxLegs = 256;

    private static readonly MatrixLegs Unknown = new([new MatrixLeg(ExpressionValue.Map.Open)], IsKnown: false);

    /// <param name="matrix">Null for a job without one: a single leg.</param>
    public static MatrixLegs Evaluate(Matrix? matrix, ExpressionScope scope)
    {
        if (matrix is null)
            return new MatrixLegs([MatrixLeg.Single], IsKnown: true);
        var axes = ImmutableArray.CreateBuilder<KeyValuePair<string, ExpressionValue>>();
        var (include, exclude) = (ListOf(matrix.Include, scope), ListOf(matrix.Exclude, scope));
        if (matrix.Expression is { } whole)
        {
            if (scope.Evaluate(whole.Value) is not ExpressionValue.Map map)
                return Unknown;
            axes.AddRange(map.Entries.Where(entry => entry.Key is not ("include" or "exclude")));
            (include, exclude) = (Items(map.Find("include")), Items(map.Find("exclude")));
        }
        else
        {
            axes.AddRange(matrix.Axes.Select(axis => KeyValuePair.Create(axis.Key.Value, YamlValues.Of(axis.Value, scope))));
        }

        if (include is null || exclude is null || axes.Any(axis => axis.Value is not ExpressionValue.List))
            return PartlyKnown(axes.ToImmutable(), include);
        return Evaluate([.. axes.Select(axis => KeyValuePair.Create(axis.Key, ((ExpressionValue.List)axis.Value).Items))], include.Value, exclude.Value);
    }

    private static MatrixLegs Evaluate(
        ImmutableArray<KeyValuePair<string, ImmutableArray<ExpressionValue>>> axes, ImmutableArray<ExpressionValue> include, ImmutableArray<ExpressionValue> exclude)
    {
        var product = Product(axes);
        if (product is null)
            return Unknown;
        var filters = exclude.OfType<ExpressionValue.Map>().ToArray();
        var originals = product.Where(combination => !filters.Any(filter => MatrixMatch.Covers(filter, combination))).ToList();
        var extended = originals.ToArray();
        var added = new List<ExpressionValue.Map>();
        foreach (var entry in include.OfType<ExpressionValue.Map>())
        {
            var fits = Enumerable.Range(0, extended.Length).Where(index => MatrixMatch.ChangesNothing(entry, originals[index])).ToArray();
            foreach (var index in fits)
                extended[index] = entry.Entries.Aggregate(extended[index], (combination, value) => combination.Find(value.Key) is { } && originals[index].Find(value.Key) is { } ? combination : combination.With(value.Key, value.Value));
            if (fits.Length == 0)
                added.Add(entry);
        }

        ImmutableArray<MatrixLeg> legs = [.. extended.Concat(added).Take(MaxLegs).Select(values => new MatrixLeg(values))];
        return new MatrixLegs(legs, legs.All(leg => MatrixMatch.IsKnown(leg.Values)));
    }

    /// <returns>Null where it would be longer than GitHub allows. Without axes, no combination: only <c>include</c> makes legs.</returns>
    private static List<ExpressionValue.Map>? Product(ImmutableArray<KeyValuePair<string, ImmutableArray<ExpressionValue>>> axes)
    {
        if (axes.IsEmpty)
            return [];
        List<ExpressionValue.Map> combinations = [new([])];
        foreach (var (name, values) in axes)
        {
            if ((long)combinations.Count * values.Length > MaxLegs * 16)
                return null;
            combinations = [.. combinations.SelectMany(combination => values.Select(value => combination.With(name, value)))];
        }

        return combinations;
    }

    // Of a matrix that is built at run time, what is written in the file is still told: entries of include are legs or parts of legs.
    private static MatrixLegs PartlyKnown(ImmutableArray<KeyValuePair<string, ExpressionValue>> axes, ImmutableArray<ExpressionValue>? include)
    {
        var known = axes.All(axis => axis.Value is ExpressionValue.List)
            ? Product([.. axes.Select(axis => KeyValuePair.Create(axis.Key, ((ExpressionValue.List)axis.Value).Items))])
            : null;
        if (known is null or [] || include is not null)
            return Unknown;
        return new MatrixLegs([.. known.Take(MaxLegs).Select(values => new MatrixLeg(values with { IsOpen = true }))], IsKnown: false);
    }

    private static ImmutableArray<ExpressionValue>? ListOf(Reading.YamlNode? node, ExpressionScope scope) => node is null ? [] : Items(YamlValues.Of(node, scope));

    private static ImmutableArray<ExpressionValue>? Items(ExpressionValue? value) => value switch
    {
        null or ExpressionValue.Null => [],
        ExpressionValue.List list when list.Items.All(item => item is not ExpressionValue.Unknown) => list.Items,
        _ => null,
    };
}
