using Drayage.Benchmarks;
using Drayage.Benchmarks.Suites;
using Drayage.Benchmarks.Suites.Images;
using Drayage.Benchmarks.Suites.Journal;
using Drayage.Benchmarks.Suites.Scale;

if (args is [LayerVerb.Name, string tree, string layout])
{
    return await LayerVerb.RunAsync(tree, layout);
}

if (args is [JournalVerb.Name, string place, string what, ..])
{
    return await JournalVerb.RunAsync(place, what, args.ElementAtOrDefault(3));
}

if (args is [ScaleVerb.Name, string records, string figures, string limits])
{
    return await ScaleVerb.RunAsync(records, figures, limits);
}

var suites = new Dictionary<string, Func<Setting, IEnumerable<Report>>>(StringComparer.Ordinal)
{
    ["startup"] = StartupSuite.Run,
    ["detect"] = DetectSuite.Run,
    ["changelog"] = ChangelogSuite.Run,
    ["build"] = BuildSuite.Run,
    ["images"] = ImagesSuite.Run,
    ["journal"] = JournalSuite.Run,
    ["scale"] = ScaleSuite.Run,
};
string[] all = [.. suites.Keys];
foreach ((string name, Func<Workshop, IEnumerable<Report>> part) in ImagesSuite.Parts)
{
    suites[$"images-{name}"] = setting => ImagesSuite.Run(setting, part);
}

var names = new List<string>();
var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (int i = 0; i < args.Length; i++)
{
    if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
    {
        options[args[i]] = args[++i];
    }
    else
    {
        names.Add(args[i]);
    }
}

if (!options.TryGetValue("--drayage", out string? drayage)
    || !options.TryGetValue("--sample", out string? sample)
    || !options.TryGetValue("--results", out string? results)
    || names.Except(suites.Keys).Any())
{
    Console.Error.WriteLine($"usage: --drayage FILE --sample DIRECTORY --results DIRECTORY [--runs N] [{string.Join(" | ", suites.Keys)}]...");
    return 2;
}

int? runs = options.TryGetValue("--runs", out string? text) ? int.Parse(text) : null;
var setting = new Setting(drayage, sample, runs);
try
{
    foreach (Report report in (names is [] ? all : names.AsEnumerable()).SelectMany(name => suites[name](setting)))
    {
        report.Write(Console.Out);
        report.Save(results);
    }

    return 0;
}
catch (InvalidOperationException failure)
{
    Console.Error.WriteLine($"bench: {failure.Message}");
    return 1;
}
