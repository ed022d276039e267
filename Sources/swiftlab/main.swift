import Bedrock
import Directives
import Models
import Numerics
import Pages
import Runner

InstructionSet.check()
StandardStream.openMissing()
var words = Array(CommandLine.arguments.dropFirst())
let worker = IsolatedWorker(&words)
if worker == nil, let status = Supervisor(words, console: .standard)?.run() {
  ThisProcess.exit(status)
}
ProgramHash.noteStart()
var product = Product(
  register: Directives.register, modelNames: Set(ModelLibrary.names + ModelStore.known.map(\.name)),
  setThreads: { WorkerPool.setDefaultThreads($0) })
product.instructionSet = InstructionSet.name
product.cacheHome = .user
product.worker = worker
product.programHash = ProgramHash.ofExecutable
product.modelFolder = ModelStore.folder
product.absentModel = ModelStore.absence(of:)
product.page = WebPages.page
product.site = WebPages.site
product.serve = WebPages.serve
product.model = { [product] in
  try ModelCommand(console: $2, arguments: $0, workspace: $1, product: product).run()
}
let tool = CommandLineTool(
  product: product,
  workspace: Workspace(around: FileSystem.workingFolder), console: .standard)
ThisProcess.exit(tool.run(words).rawValue)
