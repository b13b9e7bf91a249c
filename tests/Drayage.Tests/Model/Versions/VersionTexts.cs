using FsCheck;
using FsCheck.Fluent;

namespace Drayage.Tests.Model.Versions;

/// <summary>Generators of version texts, narrow enough that two of them often meet in all but one place.</summary>
internal static class VersionTexts
{
    private static readonly Gen<string> SmallNumber = Gen.Elements("0", "1", "2", "9", "10", "11");

    private static readonly Gen<string> Identifier = Gen.Elements(
        "alpha", "alph", "beta", "rc", "dev", "c", "pre", "preview", "edge", "nightly", "SNAPSHOT", "RC",
        "rc1", "rc2", "rc10", "a-b", "-", "x", "0", "1", "2", "10", "20260102", "20260102030405");

    private static readonly Gen<string> BuildIdentifier = Gen.Elements("build", "5", "001", "cu130", "a-b", "B");

    public static Gen<string> Semantic { get; } =
        from core in SmallNumber.ListOf(3)
        from pre in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(1, 3))).SelectMany(count => Identifier.ListOf(count))
        from build in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(1, 2))).SelectMany(count => BuildIdentifier.ListOf(count))
        select string.Join('.', core) + Joined('-', pre) + Joined('+', build);

    /// <summary>PEP 440 in every spelling, canonical and not, with letters of any case.</summary>
    public static Gen<string> Pep440 { get; } =
        from decoration in Gen.Frequency((8, Gen.Constant("")), (1, Gen.Elements("v", "V", " ")))
        from epoch in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements("0!", "1!", "01!")))
        from core in Gen.Choose(1, 4).SelectMany(count => Gen.Elements("0", "1", "2", "10", "01", "2026").ListOf(count))
        from pre in Optional(Labelled("a", "alpha", "b", "beta", "c", "rc", "pre", "preview", "RC", "Alpha"))
        from post in Optional(Gen.OneOf(Labelled("post", "rev", "r", "POST"), Gen.Elements("-1", "-0", "-12")))
        from dev in Optional(Labelled("dev", "DEV"))
        from local in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements("+cu130", "+1", "+01", "+abc.5", "+ABC-5", "+a_b", "+5.a", "+2")))
        select decoration + epoch + string.Join('.', core) + pre + post + dev + local;

    /// <summary>Mostly versions, damaged in one place.</summary>
    public static Gen<string> Damaged(Gen<string> texts) =>
        from text in texts
        from at in Gen.Choose(0, 30)
        from insert in Gen.Elements("", ".", "-", "_", "+", "!", "a", "0", "..", "x", "1", " ", "rc", "-1", "*")
        from cut in Gen.Choose(0, 1)
        let place = Math.Min(at, text.Length)
        select text[..place] + insert + text[Math.Min(place + cut, text.Length)..];

    /// <summary>The same texts in each run, for comparison with a real tool in one call.</summary>
    public static IReadOnlyList<string> Sample(Gen<string> texts, int count, ulong seed) =>
        [.. Gen.Sample(texts, 30, new Rnd(seed, 1), count).Distinct(StringComparer.Ordinal)];

    private static Gen<string> Labelled(params string[] labels) =>
        from before in Gen.Elements("", "", ".", "-", "_")
        from label in Gen.Elements(labels)
        from between in Gen.Elements("", "", "", ".", "-", "_")
        from number in Gen.Elements("", "0", "1", "2", "10", "02")
        select before + label + between + number;

    private static Gen<string> Optional(Gen<string> segment) => Gen.Frequency((2, Gen.Constant("")), (1, segment));

    private static string Joined(char sign, List<string> identifiers) =>
        identifiers.Count == 0 ? "" : sign + string.Join('.', identifiers);
}
