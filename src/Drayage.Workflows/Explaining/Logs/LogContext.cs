using Drayage.Model.Explaining;

namespace Drayage.Workflows.Explaining.Logs;

/// <summary>What is known at a line of a log from those before it, in the same step: who is at work, with which hosts.</summary>
internal sealed class LogContext
{
    private const int Remembered = 40;

    private readonly Queue<string> before = new();
    private readonly List<(string Host, int Line)> hosts = [];
    private Client running;
    private Client lastWriter;
    private bool inScript;

    /// <summary>True for lines that repeat a script: they say what is run, not what came of it.</summary>
    public bool IsScript(CleanLine line)
    {
        switch (line.Mark)
        {
            case LogMark.RunBegin:
                BeginStep();
                inScript = true;
                return true;
            case LogMark.GroupBegin:
            case LogMark.GroupEnd:
                var ended = inScript;
                inScript = false;
                return ended;
            case LogMark.Command:
                return true;
            default:
                return inScript;
        }
    }

    /// <summary>Takes note of a line, after it was looked at.</summary>
    public void Note(CleanLine line, int number, bool isScript)
    {
        var run = ClientWords.Run(line.Text);
        if (run != Client.Unknown && (isScript || line.Text.Length < 200))
            running = line.Mark == LogMark.Command ? run : running | run;
        if (!isScript && ClientWords.Writer(line.Text) is not Client.Unknown and var writer)
            lastWriter = writer;
        NoteHosts(line.Text, number);
        before.Enqueue(line.Text.Length > 1000 ? line.Text[..1000] : line.Text);
        if (before.Count > Remembered)
            before.Dequeue();
    }

    public Symptom SymptomOf(string text, int? status, int number)
    {
        var own = new List<string>();
        HostWords.In(text, own);
        var writer = ClientWords.Writer(text);
        return new Symptom
        {
            Text = text,
            Status = status,
            Clients = writer != Client.Unknown ? writer : running != Client.Unknown ? running : lastWriter,
            // A host in the message itself is the one that answered.
            Hosts = own.Count > 0 ? [.. own] : [.. hosts.Where(known => number - known.Line <= Remembered).Select(known => known.Host).Distinct()],
            Before = [.. before],
        };
    }

    private void BeginStep()
    {
        running = Client.Unknown;
        lastWriter = Client.Unknown;
        before.Clear();
        hosts.Clear();
    }

    private void NoteHosts(string text, int number)
    {
        var found = new List<string>();
        HostWords.In(text, found);
        foreach (var host in found)
        {
            hosts.RemoveAll(known => known.Host == host);
            hosts.Add((host, number));
        }
    }
}
