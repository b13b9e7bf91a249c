using Drayage.Targets;
using Drayage.Targets.Peers;
using Drayage.Targets.Publishing;
using Drayage.Targets.Testing;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

Checkout checkout = Checkout.Find();
Target[] targets =
[
    new("test", "test [--fast | FILTER]", "build everything, run the tests, sum their results", new TestTarget(checkout).RunAsync),
    new("storms", "storms [--runs N] [--seed S]", "the long tests of faults, storms and kills", new StormsTarget(checkout).RunAsync),
    new("rehearse", "rehearse [OPTIONS]", "release the sample into embedded registries", new RehearseTarget(checkout).RunAsync),
    new("bench", "bench [NAME]...", "side-by-side runs against other tools", new BenchTarget(checkout).RunAsync),
    new("publish", "publish", "artifacts/drayage and the .NET tool package", new PublishTarget(checkout).RunAsync),
    new("format", "format [--check]", "apply the code style, or only check it", new FormatTarget(checkout).RunAsync),
    new("peers", "peers [--list]", "install the programs that tests and rehearsals meet", new PeersTarget(checkout).RunAsync),
];

if (args is [] or ["--help" or "-h"])
{
    Array.ForEach(targets, target => Console.WriteLine($"./build {target.Usage,-30} {target.Summary}"));
    return args is [] ? 2 : 0;
}

if (targets.FirstOrDefault(target => target.Name == args[0]) is not { } chosen)
{
    Console.Error.WriteLine($"build: `{args[0]}` is not a target\nhint: one of {string.Join(", ", targets.Select(target => target.Name))}");
    return 2;
}

try
{
    await chosen.RunAsync([.. args[1..]], interrupted.Token);
    return 0;
}
catch (TargetFailure failure)
{
    Console.Error.WriteLine($"build: {failure.Message}");
    return failure.ExitCode;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("build: interrupted");
    return 130;
}
